namespace OpenClaw.Tenancy.Directory;

/// <summary>Keeps when API keys were last used, over all processes that share a directory. Shown to people, and never decided by.</summary>
/// <remarks>Implemented by a store. Safe for use by many threads and processes.</remarks>
public interface IApiKeyUses
{
    /// <summary>Keeps uses. Of each key the latest counts, whoever comes last.</summary>
    /// <param name="uses">The uses, at most one of each key.</param>
    /// <param name="cancellationToken">Ends the waiting; some may have been kept.</param>
    /// <returns>A task that ends when they are kept.</returns>
    ValueTask KeepAsync(IReadOnlyList<ApiKeyUse> uses, CancellationToken cancellationToken);

    /// <summary>Reads what is kept, in one order.</summary>
    /// <param name="after">The use after which to begin, or null.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The next uses; fewer than <paramref name="max"/> means that these were all.</returns>
    ValueTask<IReadOnlyList<ApiKeyUse>> ReadAsync(ApiKeyUse? after, int max, CancellationToken cancellationToken);
}
