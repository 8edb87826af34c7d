using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Directory;

/// <summary>The form of changes as JSON: known members alone, each once.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 4)]
[JsonSerializable(typeof(ChangeBody))]
internal sealed partial class DirectoryChangeJson : JsonSerializerContext;
