namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>An identity provider's token that is well formed: what it says, and the very bytes that its signature must be over.</summary>
internal sealed class IdentityToken(IdentityHeader header, IdentityPayload payload, byte[] signed, byte[] signature)
{
    internal IdentityHeader Header { get; } = header;

    internal IdentityPayload Payload { get; } = payload;

    internal byte[] Signed { get; } = signed;

    internal byte[] Signature { get; } = signature;
}
