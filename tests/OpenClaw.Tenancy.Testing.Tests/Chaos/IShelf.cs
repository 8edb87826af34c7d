namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>A contract with every shape of answer.</summary>
public interface IShelf
{
    bool IsDurable { get; }

    ValueTask<string?> FindAsync(string id, CancellationToken cancellationToken);

    Task<int> AddAsync(string id, CancellationToken cancellationToken);

    Task TouchAsync(CancellationToken cancellationToken);

    ValueTask CloseAsync();

    IAsyncEnumerable<string> EachAsync();

    bool TryFind(string id, out string? found);

    int Count();

    void Clear();
}
