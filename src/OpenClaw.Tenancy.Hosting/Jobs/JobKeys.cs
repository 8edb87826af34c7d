using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.Hosting.Jobs;

/// <summary>The keys by which one tenant asked for jobs. Read and written under the lock of the store.</summary>
internal sealed class JobKeys
{
    private readonly Dictionary<string, RememberedKey> _keys = new(StringComparer.Ordinal);

    /// <summary>What the key of a job was used for, or null.</summary>
    internal JobAddition? Find(StoredJob job, DateTimeOffset now)
    {
        if (job.Key is null || !_keys.TryGetValue(job.Key, out RememberedKey? used) || used.ExpiresAt <= now)
        {
            return null;
        }

        return used.Likeness == job.Likeness() ? new JobAddition(JobAdditionOutcome.Known, used.Id) : new JobAddition(JobAdditionOutcome.KeyTaken, null);
    }

    /// <summary>Remembers the key of a job until the job's end. Beyond so many of them the ones that end first go.</summary>
    internal void Remember(StoredJob job, int most, DateTimeOffset now)
    {
        if (job.Key is null)
        {
            return;
        }

        if (_keys.Count >= most)
        {
            string[] over = [.. _keys.Where(k => k.Value.ExpiresAt <= now).Select(static k => k.Key)];
            foreach (string key in over.Length > 0 ? over : [_keys.MinBy(static k => k.Value.ExpiresAt).Key])
            {
                _keys.Remove(key);
            }
        }

        _keys[job.Key] = new RememberedKey(job.Id, job.Likeness(), job.ExpiresAt);
    }

    internal bool AreAllOver(DateTimeOffset now) => _keys.Values.All(k => k.ExpiresAt <= now);
}
