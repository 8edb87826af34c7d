namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>That an identity provider was added, and with what; kept for the validation at start.</summary>
internal sealed record IdentityRegistration(string Issuer, IdentityProviderOptions Options);
