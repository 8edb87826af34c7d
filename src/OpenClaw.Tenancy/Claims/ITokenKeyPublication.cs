namespace OpenClaw.Tenancy.Claims;

/// <summary>The public keys with which others verify the tokens of one issuer of this host.</summary>
/// <remarks>
/// SECURITY: one issuer each. In a set of several issuers' keys, whoever holds a key of one could sign for the others.
/// A singleton, safe for use by many threads.
/// </remarks>
public interface ITokenKeyPublication
{
    /// <summary>The issuer, the <c>iss</c> of the tokens.</summary>
    string Issuer { get; }

    /// <summary>The keys that tokens may be signed with now: the one that signs, and those whose tokens have not ended. None that was revoked, and no symmetric one.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The keys, the signing one first, each with an id of its own.</returns>
    /// <remarks>An exception means that they are not known, and nothing is published then.</remarks>
    ValueTask<IReadOnlyList<PublishedTokenKey>> ListAsync(CancellationToken cancellationToken);
}
