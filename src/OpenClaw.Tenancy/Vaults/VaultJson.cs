using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Vaults;

/// <summary>How texts of a vault are read and written: strictly, so that one text means one thing.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(StoredSecret))]
[JsonSerializable(typeof(StoredDataKeys))]
internal sealed partial class VaultJson : JsonSerializerContext;
