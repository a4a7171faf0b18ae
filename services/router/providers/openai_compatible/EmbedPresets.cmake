# Run with -P: writes SOURCE, which defines the text of the presets FILE.

file(READ ${FILE} text)
file(WRITE ${SOURCE} "#include \"services/router/providers/openai_compatible/presets_csv.h\"

namespace signalbox::router::openai_compatible {

const std::string_view kPresetsCsv = R\"_csv_(${text})_csv_\";

}  // namespace signalbox::router::openai_compatible
")
