using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace OpenClaw.Tenancy.Tokens.Reading;

/// <summary>The strict pre-parse. It stands before the signature library, which forgives more than tenants may be forgiven.</summary>
internal static class TokenReader
{
    private const int MaxHeaderLength = 1024;

    internal static TokenReading Read(string credential, string issuer)
    {
        if (!CompactForm.TrySplit(credential, out CompactForm form))
        {
            return TokenReading.Foreign;
        }

        try
        {
            return credential.Length > TokenFormat.MaxLength ? ReadOversized(in form) : ReadParts(in form, issuer);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return TokenReading.Broken(TokenFault.Json);
        }
    }

    // Tokens of others may be longer than ours, and are left to others.
    private static TokenReading ReadOversized(in CompactForm form) =>
        form.Header.Length <= MaxHeaderLength && TryDecode(form.Header, out byte[]? header, out _) && TokenHeader.Read(header).Type == TokenFormat.Type
            ? TokenReading.Broken(TokenFault.Size)
            : TokenReading.Foreign;

    private static TokenReading ReadParts(in CompactForm form, string issuer)
    {
        if (form.Payload.IsEmpty || form.Signature.IsEmpty)
        {
            return TokenReading.Broken(TokenFault.Parts);
        }

        if (!TryDecode(form.Header, out byte[]? headerJson, out string? fault) || !TryDecode(form.Payload, out byte[]? payloadJson, out fault))
        {
            return TokenReading.Broken(fault);
        }

        TokenHeader header = TokenHeader.Read(headerJson);
        TokenPayload payload = TokenPayload.Read(payloadJson, issuer);
        if (!payload.IsOfIssuer)
        {
            return TokenReading.Foreign;
        }

        fault = header.Fault ?? payload.Fault ?? (CanonicalBase64Url.TryDecode(form.Signature, out _) ? null : TokenFault.Base64);
        return fault is null ? TokenReading.WellFormed(header, payload) : TokenReading.Broken(fault);
    }

    private static bool TryDecode(ReadOnlySpan<char> part, [NotNullWhen(true)] out byte[]? json, [NotNullWhen(false)] out string? fault)
    {
        fault = !CanonicalBase64Url.TryDecode(part, out json) ? TokenFault.Base64 : !Utf8.IsValid(json) ? TokenFault.Json : null;
        return json is not null && fault is null;
    }
}
