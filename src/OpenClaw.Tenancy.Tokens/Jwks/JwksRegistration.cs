namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>That the keys of an issuer are read elsewhere, and how; kept for the validation at start.</summary>
internal sealed record JwksRegistration(string Issuer, JwksOptions Options);
