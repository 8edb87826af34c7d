using System.Collections.Concurrent;

namespace OpenClaw.Tenancy.Testing.Tests.Leaks;

/// <summary>Keeps what was read in memory, by id alone.</summary>
public sealed class CachingSubject(bool absence) : MemorySubject
{
    private readonly ConcurrentDictionary<(string, string), StoredObject?> _read = new();

    public override async ValueTask<StoredObject?> ReadAsync(StoreCaller caller, string id, CancellationToken cancellationToken)
    {
        TenantOf(caller, StoreOperations.Read, id);
        if (_read.TryGetValue((caller.Kind.Name, id), out StoredObject? kept))
        {
            return kept;
        }

        StoredObject? found = await base.ReadAsync(caller, id, cancellationToken);
        if (absence == found is null)
        {
            _read[(caller.Kind.Name, id)] = found;
        }

        return found;
    }

    public override ValueTask<bool> UpdateAsync(StoreCaller caller, string id, string body, CancellationToken cancellationToken)
    {
        _read.TryRemove((caller.Kind.Name, id), out _);
        return base.UpdateAsync(caller, id, body, cancellationToken);
    }

    public override ValueTask<bool> DeleteAsync(StoreCaller caller, string id, CancellationToken cancellationToken)
    {
        _read.TryRemove((caller.Kind.Name, id), out _);
        return base.DeleteAsync(caller, id, cancellationToken);
    }
}
