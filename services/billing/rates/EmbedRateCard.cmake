# Run with -P: writes SOURCE, which defines the text of the rate card FILE. Its name is the file's, without extension.

get_filename_component(name ${FILE} NAME_WE)
file(READ ${FILE} text)
file(WRITE ${SOURCE} "#include \"services/billing/rates/shipped.h\"

namespace signalbox::billing {

const std::string_view kShippedCardName = \"${name}\";
const std::string_view kShippedCardText = R\"_card_(${text})_card_\";

}  // namespace signalbox::billing
")
