using System.Buffers;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Minting;

/// <summary>Writes the payload of a token: these members, of these types, and no others.</summary>
internal static class TokenClaims
{
    internal static string Write(
        TenantTokenRequest request, string issuer, string audience, string tokenId, DateTimeOffset now, TimeSpan lifetime, long generation)
    {
        long issuedAt = now.ToUnixTimeSeconds();
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("iss", issuer);
            writer.WriteString("aud", audience);
            writer.WriteString("sub", request.Subject);
            writer.WriteString("tenant_id", request.Tenant.ToString());
            writer.WriteStartArray("scopes");
            foreach (string scope in request.Scopes)
            {
                writer.WriteStringValue(scope);
            }

            writer.WriteEndArray();
            writer.WriteNumber("iat", issuedAt);
            writer.WriteNumber("nbf", issuedAt);
            writer.WriteNumber("exp", issuedAt + (lifetime.Ticks / TimeSpan.TicksPerSecond));
            writer.WriteString("jti", tokenId);
            writer.WriteNumber("gen", generation);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
