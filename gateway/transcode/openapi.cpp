#include "gateway/transcode/openapi.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "common/json/writer.h"
#include "common/protojson/field.h"
#include "gateway/transcode/descriptions.h"
#include "gateway/transcode/pattern.h"
#include "gateway/transcode/schemas.h"

namespace signalbox::gateway {

using google::protobuf::FieldDescriptor;

namespace {

std::string Lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

using Form = OpenApiOperation::Form;

// What is different with whose clients an operation is for.
struct FormRule {
  Form form;
  std::string_view error;  // The component.
  std::string_view error_schema;
  std::vector<std::string_view> keys;  // Security schemes, any of which will do.
};

const std::vector<FormRule>& FormRules() {
  static const std::vector<FormRule> rules{
      {Form::kOpenAi,
       "Error",
       R"({"type":"object","required":["error"],"properties":{"error":{"type":"object",)"
       R"("required":["message","type","param","code"],"properties":{"message":{"type":"string"},)"
       R"("type":{"type":"string"},"param":{"type":["string","null"]},"code":{"type":["string","null"]}}}}})",
       {"bearer", "apiKey"}},
      {Form::kAnthropic,
       "AnthropicError",
       R"({"type":"object","required":["type","error"],"properties":{"type":{"const":"error"},)"
       R"("error":{"type":"object","required":["type","message"],"properties":{"type":{"type":"string"},)"
       R"("message":{"type":"string"}}},"request_id":{"type":"string"}}})",
       {"bearer", "apiKey"}},
      {Form::kGoogle,
       "GoogleError",
       R"({"type":"object","required":["error"],"properties":{"error":{"type":"object",)"
       R"("required":["code","message","status"],"properties":{"code":{"type":"integer"},)"
       R"("message":{"type":"string"},"status":{"type":"string"},"details":{"type":"array",)"
       R"("items":{"type":"object"}}}}}})",
       {"bearer", "apiKey", "googleKey", "queryKey"}}};
  return rules;
}

const FormRule& RuleOf(Form form) {
  return FormRules()[static_cast<std::size_t>(form)];
}

// An apiKey scheme: its name here, and where the key stands.
struct KeyPlace {
  std::string_view scheme;
  std::string_view in;
  std::string_view name;
  bool google;
};

constexpr KeyPlace kKeyPlaces[] = {{"apiKey", "header", "x-api-key", false},
                                   {"googleKey", "header", "x-goog-api-key", true},
                                   {"queryKey", "query", "key", true}};

class Document {
 public:
  explicit Document(json::Writer& writer) : writer_(writer), schemas_(descriptions_) {}

  void Write(const OpenApiInfo& info, std::span<const ManagementRoute> routes,
             std::span<const OpenApiOperation> operations) {
    writer_.BeginObject().Key("openapi").String("3.1.0");
    writer_.Key("info").BeginObject().Key("title").String(info.title).Key("version").String(info.version).EndObject();
    WritePaths(routes, operations);
    WriteComponents();
    writer_.EndObject();
  }

 private:
  // OpenAPI groups the operations of one path, in whatever order the routes come.
  void WritePaths(std::span<const ManagementRoute> routes, std::span<const OpenApiOperation> operations) {
    std::map<std::string, std::map<std::string, std::function<void()>>> paths;
    for (const OpenApiOperation& operation : operations) {
      paths[OpenApiPath(operation.pattern)][Lowered(operation.method)] = [this, &operation] { WriteByHand(operation); };
    }
    for (const ManagementRoute& route : routes) {
      paths[OpenApiPath(route.pattern)][Lowered(route.method)] = [this, &route] { WriteRoute(route); };
    }
    writer_.Key("paths").BeginObject();
    for (const auto& [path, methods] : paths) {
      writer_.Key(path).BeginObject();
      for (const auto& [method, write] : methods) {
        writer_.Key(method);
        write();
      }
      writer_.EndObject();
    }
    writer_.EndObject();
  }

  void WriteHead(const std::string& tag, const std::string& summary, const std::string& id, bool needs_key,
                 Form form = Form::kOpenAi) {
    writer_.BeginObject().Key("tags").BeginArray().String(tag).EndArray();
    writer_.Key("summary").String(summary).Key("operationId").String(UniqueId(id));
    writer_.Key("security").BeginArray();
    if (needs_key) {
      for (const std::string_view scheme : RuleOf(form).keys) {
        writer_.BeginObject().Key(scheme).BeginArray().EndArray().EndObject();
      }
    }
    writer_.EndArray();
  }

  std::string UniqueId(const std::string& id) {
    std::string unique = id;
    for (int i = 2; !ids_.insert(unique).second; ++i) unique = id + std::to_string(i);
    return unique;
  }

  void WriteRoute(const ManagementRoute& route) {
    WriteHead(route.Peer(), route.summary, route.rpc->name(), route.access != http::v1::PUBLIC);
    if (const std::string text = descriptions_.Of(*route.rpc); !text.empty()) writer_.Key("description").String(text);
    writer_.Key("x-signalbox-access").String(Lowered(http::v1::Access_Name(route.access)));

    std::vector<const FieldDescriptor*> in_path;
    writer_.Key("parameters").BeginArray();
    for (const std::string& name : ParametersOf(route.pattern)) {
      in_path.push_back(protojson::FindField(*route.rpc->input_type(), name));
      WriteParameter(*in_path.back(), name, "path");
    }
    const bool has_body = route.method != "GET" && route.method != "DELETE";
    if (!has_body) WriteQuery(*route.rpc->input_type(), in_path);
    writer_.EndArray();
    if (has_body) WriteBody(*route.rpc->input_type(), in_path);
    WriteResponses(route);
    writer_.EndObject();
  }

  void WriteParameter(const FieldDescriptor& field, const std::string& name, std::string_view place) {
    writer_.BeginObject().Key("name").String(name).Key("in").String(place);
    if (place == "path") writer_.Key("required").Bool(true);
    if (const std::string text = descriptions_.Of(field); !text.empty()) writer_.Key("description").String(text);
    writer_.Key("schema");
    schemas_.WriteField(field, Schemas::Direction::kRequest, writer_);
    writer_.EndObject();
  }

  void WriteQuery(const google::protobuf::Descriptor& request, const std::vector<const FieldDescriptor*>& in_path) {
    for (int i = 0; i < request.field_count(); ++i) {
      const FieldDescriptor& field = *request.field(i);
      const bool message = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !protojson::IsTimestamp(field) &&
                           protojson::ListInside(field) == nullptr;
      if (message || std::find(in_path.begin(), in_path.end(), &field) != in_path.end()) continue;
      WriteParameter(field, protojson::NameOf(field), "query");
    }
  }

  void WriteBody(const google::protobuf::Descriptor& request, const std::vector<const FieldDescriptor*>& in_path) {
    if (static_cast<int>(in_path.size()) == request.field_count()) return;
    BeginJsonContent("requestBody");
    if (in_path.empty()) {
      schemas_.WriteRef(request, Schemas::Direction::kRequest, writer_);
    } else {
      schemas_.WriteObject(request, Schemas::Direction::kRequest, in_path, writer_);
    }
    EndJsonContent();
  }

  // Opens key:{"content":{"application/json":{"schema": for the schema that follows.
  void BeginJsonContent(std::string_view key, std::string_view description = "",
                        std::string_view type = "application/json") {
    writer_.Key(key).BeginObject();
    if (!description.empty()) writer_.Key("description").String(description);
    writer_.Key("content").BeginObject().Key(type).BeginObject().Key("schema");
  }

  void EndJsonContent() { writer_.EndObject().EndObject().EndObject(); }

  void WriteResponses(const ManagementRoute& route) {
    const google::protobuf::Descriptor& response = *route.rpc->output_type();
    writer_.Key("responses").BeginObject();
    BeginJsonContent(std::to_string(route.success_status), "Success");
    if (route.response_body.empty()) {
      schemas_.WriteRef(response, Schemas::Direction::kResponse, writer_);
    } else {
      schemas_.WriteField(*response.FindFieldByName(route.response_body), Schemas::Direction::kResponse, writer_);
    }
    EndJsonContent();
    WriteErrorResponse();
    writer_.EndObject();
  }

  void WriteErrorResponse(Form form = Form::kOpenAi) {
    forms_.insert(form);
    BeginJsonContent("default", "Failure");
    std::string reference = "#/components/schemas/";
    reference += RuleOf(form).error;
    writer_.BeginObject().Key("$ref").String(reference).EndObject();
    EndJsonContent();
  }

  // JSON has the schema; events and files are text and bytes to a reader of the document.
  void WriteAnswer(const OpenApiOperation& operation) {
    const std::string& schema = operation.response_schema;
    writer_.Key("200").BeginObject().Key("description").String("Success").Key("content").BeginObject();
    for (const std::string& type : operation.answer_types) {
      writer_.Key(type).BeginObject().Key("schema");
      writer_.Raw(type != "application/json" ? R"({"type":"string"})" : schema.empty() ? "{}" : schema);
      writer_.EndObject();
    }
    writer_.EndObject().EndObject();
  }

  void WriteByHand(const OpenApiOperation& operation) {
    const std::string& id = operation.id.empty() ? operation.tag : operation.id;
    WriteHead(operation.tag, operation.summary, id, operation.needs_key, operation.form);
    if (!operation.also.empty()) {
      writer_.Key("x-signalbox-also").BeginArray();
      for (const std::string& pattern : operation.also) writer_.String(OpenApiPath(pattern));
      writer_.EndArray();
    }
    writer_.Key("parameters").BeginArray();
    for (const std::string& name : ParametersOf(operation.pattern)) {
      writer_.BeginObject().Key("name").String(name).Key("in").String("path").Key("required").Bool(true);
      writer_.Key("schema").BeginObject().Key("type").String("string").EndObject().EndObject();
    }
    writer_.EndArray();
    if (!operation.request_schema.empty()) {
      BeginJsonContent("requestBody", "", operation.request_type);
      writer_.Raw(operation.request_schema);
      EndJsonContent();
    }
    writer_.Key("responses").BeginObject();
    WriteAnswer(operation);
    WriteErrorResponse(operation.form);
    writer_.EndObject().EndObject();
  }

  void WriteComponents() {
    writer_.Key("components").BeginObject().Key("schemas").BeginObject();
    for (const FormRule& rule : FormRules()) {
      if (forms_.contains(rule.form)) writer_.Key(rule.error).Raw(rule.error_schema);
    }
    schemas_.WriteComponents(writer_);
    writer_.EndObject().Key("securitySchemes").BeginObject();
    writer_.Key("bearer").BeginObject().Key("type").String("http").Key("scheme").String("bearer").EndObject();
    for (const KeyPlace& place : kKeyPlaces) {
      if (place.google && !forms_.contains(Form::kGoogle)) continue;
      writer_.Key(place.scheme).BeginObject().Key("type").String("apiKey");
      writer_.Key("in").String(place.in).Key("name").String(place.name).EndObject();
    }
    writer_.EndObject().EndObject();
  }

  json::Writer& writer_;
  const Descriptions descriptions_;
  Schemas schemas_;
  std::set<std::string> ids_;
  std::set<Form> forms_;  // Of the operations so far.
};

}  // namespace

std::string OpenApiDocument(const OpenApiInfo& info, std::span<const ManagementRoute> routes,
                            std::span<const OpenApiOperation> operations) {
  json::Writer writer;
  Document(writer).Write(info, routes, operations);
  return writer.Take();
}

}  // namespace signalbox::gateway
