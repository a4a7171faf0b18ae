// The texts that the vectors are made of: written for this purpose, every script and every corner of the patterns.
export const written = [
  'Hello, world!', 'hello world', 'tiktoken is great!', 'antidisestablishmentarianism', '2 + 2 = 4',
  'お誕生日おめでとう', '<|endoftext|>', 'a <|im_start|>user b',
  // Words, case and contractions.
  "I'm sure they're what we've said you'll say he'd do, isn't it? It's JOHN'S. I'M THEY'RE WE'VE YOU'LL HE'D ISN'T",
  "'sure 'tis 'Twas 'mid 'dog 'really 'velvet 'llama 'LL 'rE 'Ve '' ' 's's's'", "don''t can'\u2019t it\u2019s",
  'camelCase PascalCase SCREAMING_SNAKE_CASE snake_case XMLHttpRequest iPhone McDonald eBay iOS17 HTML5Parser',
  'ABCdefGHI ÀÉÎõü ǅungla ǈ ǆ ʰʷ ˈstress ªº Ωmega ΑΒΓαβγ АБВабв ԱԲաբ Ꭰꭰ ᾈᾀ',
  'ABC中文def漢字GHI カタカナabc ひらがなXYZ 中A中a中', 'ﬁ ﬂ ß ẞ İ ı K Å',
  // Numbers.
  '0 12 345 6789 1234567 3.14159 1,000,000.00 -17 +4e10 0xFF 1_000 007', '٠١٢٣٤٥ ०१२३४ ①②③④⑤ Ⅷ ⅷ ½¼¾ ²³¹ 一二三 〇〡',
  'a1b2c3 1st 2nd 3rd 100km 5°C 50% $9.99 €12,50 ¥100 №5',
  // White space.
  ' ', '  ', '   ', '\n', '\n\n', '\r\n', '\r\n\r\n', '\t', '\t\t\t', ' \n', '\n ', ' \n ', '\n \n', '  \n  \n  ',
  'a ', 'a  ', 'a   b', 'a\n', 'a\n\nb', 'a \n b', 'a\r\nb\rc', 'today\n ', 'today\n \n', 'today\n  \n', 'x\t\ty\t z',
  'end   \n', 'end \n\n   ', '    indented\n        more\n\tTabbed', 'a\u00a0b\u00a0\u00a0c', 'a\u2003b\u3000\u3000c\u2028d\u2029e',
  '\u3000\u3000\u4e2d\u6587\u3000', ' \u3000\n\u3000 ', 'a\v\fb', 'tail\u3000', '   !', '  .', ' \t!',
  // Punctuation.
  '!', '!!', '...', '…', '?!?!', '--- *** ___ ===', '(a)[b]{c}<d>', 'a/b//c/ /d\n/e', 'http://example.org/a?b=c&d=e#f',
  'path/to/file.txt\n', '//\n//\n', '!\n\n!', '.\r\n', '#include <vector>\n', '"quoted" \u201ccurly\u201d «guillemets» 「鉤」',
  'user@example.org; +1 (555) 010-9999', '\\n \\t \\u0041', '`code` ~~strike~~ **bold** _it_',
  // Marks: combining, Indic, Thai, Arabic, variation selectors.
  'e\u0301 a\u0308o\u0302 \u0301 \u0301\u0302A \u0301a .\u0301 !!\u0301b A\u0301B\u0302C', '\u0301', '\u0301\u0301', '\u0301AB', '\u0301ABc', '\u0301\u0302AB\u0301',
  'हिन्दी में लिखा हुआ वाक्य', 'বাংলা ভাষার একটি বাক্য', 'தமிழ் வாக்கியம்', 'ภาษาไทยเขียนติดกันไม่มีเว้นวรรค', 'ဗမာစာ', 'ខ្មែរ',
  'مرحبا بالعالم، كيف حالك اليوم؟', 'الْعَرَبِيَّةُ', 'سلام دنیا', 'שלום עולם', 'שָׁלוֹם',
  // East Asian.
  '你好，世界！', '今天天气很好，我们一起去公园散步吧。', '人工智能正在改变我们的生活方式，同时也带来了新的挑战。',
  '龘靐齉爩', '𠀀𠀁𪚥', '「吾輩は猫である。名前はまだ無い。」', '東京都の人口は約1400万人です。', '안녕하세요, 세계! 오늘은 날씨가 좋네요.', 'ㅋㅋㅋ ㅎㅎ', 'ハンカク ﾊﾝｶｸ',
  // Other languages of the Latin and Cyrillic scripts.
  'Der schnelle braune Fuchs springt über den faulen Hund; Größe, Maße, Übermut.', 'Où est la bibliothèque ? Ça va très bien, merci.',
  'El niño comió piñas, ¿verdad? ¡Qué sí!', 'Zażółć gęślą jaźń', 'Příliš žluťoučký kůň', 'Съешь же ещё этих мягких французских булок', 'Tiếng Việt có nhiều dấu thanh', 'Ξεσκεπάζω την ψυχοφθόρα βδελυγμία', 'İstanbul’da ığdır', 'ქართული ენა', 'Հայերեն լեզու', 'አማርኛ',
  // Emoji.
  '😀', '😀😃😄', '👍🏽', '👨‍👩‍👧‍👦', '🇩🇪🇯🇵', '❤️ ☎️ 1️⃣', 'ok 👌 fine 🎉🎉🎉!', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🤷🏾‍♀️ shrug',
  // Symbols, controls, private use, unassigned.
  '∑∏∫√∞ ≠≤≥ →⇒ ♠♥ ░▒▓', 'a\u0000b\u0001c\u007fd', '\u200b\u200d\u200e zero', '\ue000\uf8ff', '\u0378\u0379', '\ufffd\ufffd', '\u{10ffff}', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟘𝟙𝟚',
  // Code and data.
  'def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\n',
  'int main(int argc, char** argv) {\n\tstd::vector<std::string> v{"a", "b"};\n\treturn static_cast<int>(v.size());\n}\n',
  'SELECT u.id, COUNT(*) AS n FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.created_at >= \'2024-01-01\' GROUP BY u.id;',
  '{"model":"gpt-4o","messages":[{"role":"user","content":"What\'s 2+2?"}],"temperature":0.7,"stream":true,"tools":null}',
  '<!DOCTYPE html>\n<html><body class="a b">&nbsp;<a href="#x">x</a></body></html>', 'const f = async (x) => await g(x ?? 0, ...rest);',
  'for i in $(seq 1 10); do echo "$i" | tee -a log.txt; done 2>&1', 'aGVsbG8gd29ybGQgdGhpcyBpcyBiYXNlNjQ=', '550e8400-e29b-41d4-a716-446655440000', '\\begin{align} x^2 + y_1 &= \\frac{1}{2} \\\\ \\end{align}',
  '| a | b |\n|---|---|\n| 1 | 2 |\n', 'diff --git a/x b/x\n@@ -1,2 +1,2 @@\n-old\n+new\n', 'ERROR 2024-05-01T12:34:56.789Z [main] c.e.App: java.lang.NullPointerException\n\tat c.e.App.run(App.java:42)\n',
];

// A unit, how often it is repeated, and what follows: long runs, of which only the number of tokens is kept.
export const repeated = [
  ['a', 100], ['a', 127], ['a', 129], ['a', 1000], ['a', 20000], ['A', 5000], ['ab', 5000], ['aab', 7001], ['xyz', 9000], [' ', 100], [' ', 30000],
  ['\n', 20000], [' \n', 3000], ['=', 20000], ['-', 5001], ['!?', 4000], ['中', 6000], ['人工智能', 3000], ['あ', 7000], ['é', 9000], ['ł', 9000],
  ['0', 9999], ['😀', 5000], ['👨‍👩‍👧‍👦', 500], ['\u0301', 4000], ['ह', 5000], ['ACGT', 4000], ['the', 5000], ['ing', 5000], ['Lorem', 3000],
  ['qzjx', 4000], ['.', 16385], ['/', 8193], ['\t', 8193], ['ß', 6000], ['nananana', 2000], ['mississippi', 1500], ['一', 8192], ['A中', 4000],
];

// Pools that random texts are drawn from.
export const pools = [
  'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'etaoin shrdlu', '0123456789', '     ', '\n\r\n\t ', '.,;:!?-_/\\()[]{}<>@#$%^&*+=|~`"',
  "'s't're've'm'll'd'S'T'RE'VE'M'LL'D", '的一是不了人我在有他这中大来上国', 'あいうえおかきくけこカタナ', '가나다라마바사', 'абвгдежзийАБВГД', 'ابتثجحخد', 'אבגדה', 'कखगघ\u093e\u093f\u094d', 'กขคง\u0e31\u0e34\u0e48',
  'éèêëàâäöüßñçÉÈÀ', '\u0301\u0302\u0308\u20dd', 'ʰʲˈªº', 'ǅǈǋ', 'Ⅷ½²①٣', '😀🎉👍🏽\u200d❤\ufe0f', '\u00a0\u2003\u3000', '\ue000\u0378∑→',
];
