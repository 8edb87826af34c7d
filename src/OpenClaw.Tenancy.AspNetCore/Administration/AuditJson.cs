using System.Text.Json;
using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>The form in which trails are answered.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Rfc3339Converter), typeof(LowerCaseText<AuditOutcome>)])]
[JsonSerializable(typeof(AuditPageView))]
internal sealed partial class AuditJson : JsonSerializerContext;
