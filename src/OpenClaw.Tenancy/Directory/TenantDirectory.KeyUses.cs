namespace OpenClaw.Tenancy.Directory;

/// <content>When API keys were last used: noted in memory by each use, and kept elsewhere from time to time.</content>
public sealed partial class TenantDirectory
{
    /// <summary>The uses that this process saw and that were not kept yet.</summary>
    /// <returns>The last use of each such key.</returns>
    public IReadOnlyList<ApiKeyUse> UnkeptKeyUses() => [.. _world.Keys.Select(static k => k.Value.UnkeptUse()).OfType<ApiKeyUse>()];

    /// <summary>Notes uses that are kept, by this process or another. A key that is not known is passed over, and an earlier use changes nothing.</summary>
    /// <param name="uses">The uses.</param>
    /// <exception cref="ArgumentNullException"><paramref name="uses"/> is null.</exception>
    public void NoteKeptKeyUses(IEnumerable<ApiKeyUse> uses)
    {
        ArgumentNullException.ThrowIfNull(uses);
        foreach (ApiKeyUse use in uses)
        {
            if (_world.Entries.TryGetValue(use.Tenant, out TenantEntry? entry))
            {
                entry.KeyOf(use.Key)?.NoteKept(use.At.UtcTicks);
            }
        }
    }
}
