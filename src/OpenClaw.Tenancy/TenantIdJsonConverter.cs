using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy;

/// <summary>Writes a tenant id as its text and refuses to read one.</summary>
/// <remarks>SECURITY: reading is refused so that no body of a request can carry a tenant into a bound object.</remarks>
internal sealed class TenantIdJsonConverter : JsonConverter<TenantId>
{
    public override TenantId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException(
            "A tenant id is never read from JSON: take the tenant from the verified claim, or call TenantId.From on a text that you trust.");

    public override void Write(Utf8JsonWriter writer, TenantId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
