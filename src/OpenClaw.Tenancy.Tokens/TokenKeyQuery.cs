namespace OpenClaw.Tenancy.Tokens;

/// <summary>Which key a token names. Texts of the token that are well formed and not verified.</summary>
/// <param name="Issuer">The issuer that is being asked; the token names exactly this one.</param>
/// <param name="Tenant">The tenant that the token names, or null where the issuer's tokens name none.</param>
/// <param name="KeyId">The key's id, the <c>kid</c> of the token.</param>
public readonly record struct TokenKeyQuery(string Issuer, string? Tenant, string KeyId);
