namespace OpenClaw.Tenancy.Directory;

/// <summary>Whether something (a tenant, a member, a credential) is alive: one word that claims hold and the directory writes.</summary>
/// <remarks>Read by many threads, written under the directory's lock. A change writes to a cell once, so that no generation is ahead of the changes.</remarks>
internal sealed class LivenessCell
{
    // INVARIANT: bit 0 is "alive", the bits above it are the generation: the place of the last revocation among all changes.
    // A claim keeps the word that it was accepted with, and lives while the two are equal; the generation only grows, so
    // nothing that was revoked comes back, also when another cell takes this one's place.
    private long _word;
    private long _epochTicks;

    internal LivenessCell(bool alive, long generation = 0, long epochTicks = long.MinValue) =>
        (_word, _epochTicks) = ((generation << 1) | (alive ? 1L : 0L), epochTicks);

    /// <summary>The word to keep in a claim and to compare with.</summary>
    internal long Word => Volatile.Read(ref _word);

    /// <summary>Grows with each revocation.</summary>
    internal long Generation => Word >> 1;

    /// <summary>The moment of the last revocation, in UTC ticks; what was issued then or earlier is dead.</summary>
    internal long EpochTicks => Volatile.Read(ref _epochTicks);

    internal static bool IsAlive(long word) => (word & 1) != 0;

    /// <summary>Kills what was issued so far, and says whether what is issued from now on lives.</summary>
    /// <remarks>INVARIANT: what was dead stays dead; only <see cref="Enliven"/> brings it back.</remarks>
    internal void Revoke(in DirectoryMoment at, bool aliveAfter) => Begin(in at, aliveAfter && IsAlive(_word));

    /// <summary>Makes it alive. What was issued so far, also while it was dead, stays dead.</summary>
    internal void Enliven(in DirectoryMoment at) => Begin(in at, alive: true);

    private void Begin(in DirectoryMoment at, bool alive)
    {
        // The epoch first: who reads the new word also sees the new epoch.
        Volatile.Write(ref _epochTicks, Math.Max(_epochTicks, at.Ticks));
        Volatile.Write(ref _word, (Math.Max(Generation + 1, at.Sequence) << 1) | (alive ? 1L : 0L));
    }
}
