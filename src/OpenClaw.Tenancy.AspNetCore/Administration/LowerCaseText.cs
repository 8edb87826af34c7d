using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>Writes a member of an enum in lower case. No request is read by it: a converter of enums forgives case.</summary>
/// <typeparam name="T">The enum.</typeparam>
internal sealed class LowerCaseText<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
