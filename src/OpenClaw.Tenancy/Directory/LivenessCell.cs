namespace OpenClaw.Tenancy.Directory;

/// <summary>Whether something (a tenant, a member, a credential) is alive: one word that claims hold and the directory writes.</summary>
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
    internal void Revoke(in DirectoryMoment at, bool aliveAfter)
    {
        lock (this)
        {
            // The epoch first: who reads the new word also sees the new epoch.
            Volatile.Write(ref _epochTicks, Math.Max(_epochTicks, at.Ticks));
            // INVARIANT: what was dead stays dead; only Enliven brings it back.
            bool alive = aliveAfter && IsAlive(_word);
            Volatile.Write(ref _word, (Math.Max(Generation + 1, at.Sequence) << 1) | (alive ? 1L : 0L));
        }
    }

    /// <summary>Makes it alive without bringing back what was issued before.</summary>
    internal void Enliven()
    {
        lock (this)
        {
            Volatile.Write(ref _word, _word | 1);
        }
    }
}
