using System.Buffers;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Minting;

/// <summary>Writes the payload of a token: these members, of these types, and no others.</summary>
internal static class TokenClaims
{
    internal static string Write(
        TenantTokenRequest request, string issuer, string audience, string tokenId, DateTimeOffset now, TimeSpan lifetime, long? generation)
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
            WriteRest(writer, request, generation);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteRest(Utf8JsonWriter writer, TenantTokenRequest request, long? generation)
    {
        if (generation is { } revocations)
        {
            writer.WriteNumber("gen", revocations);
        }

        if (request.Certificate is { } certificate)
        {
            writer.WriteStartObject("cnf");
            writer.WriteString("x5t#S256", certificate.ToString());
            writer.WriteEndObject();
        }

        if (request.Actor is { } actor)
        {
            writer.WriteStartObject("act");
            writer.WriteString("iss", actor.Issuer);
            writer.WriteString("sub", actor.Subject);
            WriteWhereSaid(writer, "tenant_id", actor.Tenant);
            WriteWhereSaid(writer, "grant", actor.Grant);
            writer.WriteEndObject();
        }
    }

    private static void WriteWhereSaid(Utf8JsonWriter writer, string member, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(member, text);
        }
    }
}
