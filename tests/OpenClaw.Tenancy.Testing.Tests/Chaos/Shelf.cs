namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>A shelf that works.</summary>
public sealed class Shelf : IShelf, IDisposable
{
    private readonly List<string> _ids = ["one", "two"];

    public bool IsDurable => true;

    public int Ended { get; private set; }

    public int Touches { get; private set; }

    /// <summary>From which touch on it fails.</summary>
    public int FailsFrom { get; init; } = int.MaxValue;

    public ValueTask<string?> FindAsync(string id, CancellationToken cancellationToken) => new(_ids.Contains(id) ? $"{id} of {_ids.Count}" : null);

    public async Task<int> AddAsync(string id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        _ids.Add(id);
        return _ids.Count;
    }

    public Task TouchAsync(CancellationToken cancellationToken)
    {
        return ++Touches >= FailsFrom ? throw new InvalidOperationException("The shelf fails.") : Task.CompletedTask;
    }

    public ValueTask CloseAsync() => default;

    public async IAsyncEnumerable<string> EachAsync()
    {
        foreach (string id in _ids)
        {
            await Task.Yield();
            yield return id;
        }
    }

    public bool TryFind(string id, out string? found)
    {
        found = _ids.Contains(id) ? $"{id} of {_ids.Count}" : null;
        return found is not null;
    }

    public int Count() => _ids.Count;

    public void Clear() => _ids.Clear();

    public void Dispose() => Ended++;
}
