namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>The rules that refuse an identity provider's token, besides those that it shares with tenant tokens, as the fixed words of audit records.</summary>
internal static class IdentityFault
{
    internal const string Issuer = "issuer";
    internal const string Subject = "subject";
    internal const string Tenant = "tenant";
    internal const string AuthorizedParty = "azp";
    internal const string Nonce = "nonce";
    internal const string Confirmation = "cnf_unsupported";
    internal const string Actor = "act_unsupported";
    internal const string Events = "events";
    internal const string Expired = "expired";
    internal const string Age = "age";
    internal const string KeySource = "key_source";
}
