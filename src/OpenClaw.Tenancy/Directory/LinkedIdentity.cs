namespace OpenClaw.Tenancy.Directory;

/// <summary>An identity at an issuer by which a user is known. Immutable; two are equal when both texts are, by ordinal.</summary>
/// <param name="Issuer">The issuer, exactly as its tokens name it.</param>
/// <param name="Subject">The user's id at that issuer. Never an e-mail address or a display name, which change hands.</param>
public sealed record LinkedIdentity(string Issuer, string Subject);
