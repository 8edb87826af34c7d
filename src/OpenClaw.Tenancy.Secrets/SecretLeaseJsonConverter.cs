using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>Writes three asterisks, and reads nothing.</summary>
internal sealed class SecretLeaseJsonConverter : JsonConverter<SecretLease>
{
    public override SecretLease Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A lease is not read from JSON. Open the secret with ITenantSecretReader.");

    public override void Write(Utf8JsonWriter writer, SecretLease value, JsonSerializerOptions options) => writer.WriteStringValue(SecretLease.Hidden);
}
