using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>Tells whether two names are one and the same person or program, by what the directory knows now.</summary>
internal sealed class PartyBook(TenantDirectory directory)
{
    /// <summary>Who acts for the holder of a claim; of one that comes by an API key it is the key, whoever it is for.</summary>
    internal static ClaimActor? ActorOf(VerifiedTenantClaim claim) =>
        claim.Actor is null && string.Equals(claim.Issuer, ApiKeyEntry.Issuer) && claim.CredentialId is { } key ? new ClaimActor { Issuer = ApiKeyEntry.Issuer, Subject = key } : claim.Actor;

    /// <summary>The id of the user behind a name, or null where there is none.</summary>
    internal string? UserOf(TenantId tenant, string issuer, string subject) =>
        directory.MemberOf(directory.EntryOf(tenant), issuer, subject)?.UserId.ToString()
        ?? (directory.TryFindUser(new LinkedIdentity(issuer, subject), out TenantUser? user) ? user.Id.ToString() : null);

    /// <summary>Whether whoever answers is whoever asked: by name, as a user, by an API key of the same user, as his delegate, or through somebody who acts for both.</summary>
    internal bool IsRequester(ApprovalRecord asked, TenantId tenant, VerifiedTenantClaim answers)
    {
        // SECURITY: a delegate is its holder, whatever it is called, and whoever issued a key holds it.
        ClaimActor? actor = ActorOf(answers);
        if (Hands(tenant, asked.RequesterIssuer, asked.RequesterActor) is not { } asking || Hands(answers.Tenant, answers.Issuer, actor?.Subject) is not { } answering)
        {
            return true;
        }

        (string Issuer, string Subject)[] requesters = [.. Names(asked.RequesterIssuer, asked.RequesterSubject, asked.RequesterActorIssuer, asked.RequesterActor), .. asking];
        (string Issuer, string Subject)[] resolvers = [.. Names(answers.Issuer, answers.Holder, actor?.Issuer, actor?.Subject), .. answering];
        if (requesters.Intersect(resolvers).Any())
        {
            return true;
        }

        HashSet<string> users = [.. Users(tenant, requesters), .. asked.RequesterUser is { } known ? (string[])[known] : []];
        return Users(tenant, resolvers).Concat(Users(answers.Tenant, resolvers)).Any(users.Contains);
    }

    /// <summary>What a revocation of the resolver, or of the tenant that he acted for, changes.</summary>
    internal long GenerationOf(VerifiedTenantClaim resolver) => directory.GenerationOf(resolver.Tenant, resolver.Issuer, resolver.Holder);

    /// <summary>Whether nothing that the resolver answered by was revoked since.</summary>
    internal bool ResolverStands(ApprovalRecord record)
    {
        if (record is not { ResolverIssuer: { } issuer, ResolverSubject: { } subject }
            || !directory.TryFind(record.ResolverTenant, out TenantEntry? entry) || entry.Status != TenantStatus.Active)
        {
            return false;
        }

        return directory.GenerationOf(entry.Id, issuer, subject) == record.ResolverGeneration
            && (record.ResolverCredential is not { } credential || CredentialStands(entry, issuer, credential));
    }

    // A credential is killed once and for good. A key that the directory has forgotten had ended.
    private static bool CredentialStands(TenantEntry entry, string issuer, string credential) =>
        entry.Credentials.GenerationOf(issuer, credential) == 0
        && (!string.Equals(issuer, ApiKeyEntry.Issuer) || entry.KeyOf(credential) is { RevokedAt: null });

    // Null where the directory has forgotten the key: then nobody can say whose it was.
    private (string Issuer, string Subject)[]? Hands(TenantId tenant, string issuer, string? key) =>
        !string.Equals(issuer, ApiKeyEntry.Issuer) || key is null ? []
        : (directory.EntryOf(tenant).KeyOf(key) ?? directory.EntryOf(TenantId.Platform).KeyOf(key)) is { } entry ? [.. entry.Hands.Select(static h => (h.Issuer, h.Subject))]
        : null;

    private IEnumerable<string> Users(TenantId tenant, (string Issuer, string Subject)[] names) =>
        names.Select(n => UserOf(tenant, n.Issuer, n.Subject)).OfType<string>();

    private static (string Issuer, string Subject)[] Names(string issuer, string subject, string? actorIssuer, string? actor) =>
        actorIssuer is not null && actor is not null ? [(issuer, subject), (actorIssuer, actor)] : [(issuer, subject)];
}
