namespace OpenClaw.Tenancy.Directory;

/// <summary>Whose hands the text of an API key went through: for whom it acts, who issued it, and who stood behind him if he came by a key.</summary>
/// <remarks>SECURITY: whoever has issued a key holds its text, and is no second person when he comes by it.</remarks>
internal static class KeyHands
{
    // INVARIANT: a fixed number, as every rule of the directory is one.
    private const int Max = 32;

    private static readonly DirectoryRefusal TooMany = DirectoryRefusal.LimitReached("The key went through too many hands. Let somebody issue one who comes by no key.");

    internal static DirectoryRefusal? RefusalFor(IReadOnlyList<LinkedIdentity> hands) => hands.Count > Max ? TooMany : null;

    /// <summary>The hands of a new key.</summary>
    /// <param name="entry">The tenant.</param>
    /// <param name="actor">Who issues it or rotates to it.</param>
    /// <param name="id">Its id: a key that only the host's own code has touched is a hand of its own.</param>
    /// <param name="user">For whom it acts, or null.</param>
    /// <param name="replaced">The key that it replaces, or null: whoever holds that one is given this one.</param>
    internal static IReadOnlyList<LinkedIdentity> Of(TenantEntry entry, ActorText actor, string id, string? user, ApiKeyEntry? replaced = null)
    {
        var hands = new HashSet<LinkedIdentity>(replaced?.Hands ?? []);
        hands.UnionWith(actor.Key is null ? [] : entry.KeyOf(actor.Key)?.Hands ?? []);
        foreach (string person in new[] { user, actor.User }.OfType<string>())
        {
            hands.Add(new LinkedIdentity(ApiKeyEntry.Issuer, person));
        }

        if (actor.Stranger is { } stranger)
        {
            hands.Add(stranger);
        }

        return hands.Count == 0 ? [new LinkedIdentity(ApiKeyEntry.Issuer, id)] : [.. hands];
    }
}
