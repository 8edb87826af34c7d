using OpenClaw.Tenancy.DependencyInjection;

namespace OpenClaw.Tenancy.Testing;

/// <summary>Speaks for a host's store, so that the kit can call it as many tenants.</summary>
/// <remarks>
/// One instance for one run, over an empty store. It passes each call on and judges nothing: a refusal of the store
/// comes out as the store gives it, as nothing or as an exception. It is called by several threads at once. Implement
/// the operations that <see cref="Kinds"/> names; the others are never called.
/// </remarks>
public interface ITenantStoreSubject
{
    /// <summary>The kinds of object that the store holds.</summary>
    IReadOnlyList<StoreKind> Kinds { get; }

    /// <summary>Registers the store and what it needs in the kit's container, which has tenancy already. The clock stays the kit's.</summary>
    /// <param name="builder">The kit's builder; <see cref="TenancyBuilder.Services"/> takes the host's services.</param>
    void Configure(TenancyBuilder builder);

    /// <summary>Makes the store ready: creates its tables, say. Called once. Default: nothing to do.</summary>
    /// <param name="services">The root services of the run.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The work.</returns>
    ValueTask PrepareAsync(IServiceProvider services, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Stores a new object.</summary>
    /// <param name="caller">As whom.</param>
    /// <param name="draft">The object.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The object's id.</returns>
    ValueTask<string> CreateAsync(StoreCaller caller, StoreDraft draft, CancellationToken cancellationToken);

    /// <summary>Gives an object.</summary>
    /// <param name="caller">As whom.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The object, or null.</returns>
    ValueTask<StoredObject?> ReadAsync(StoreCaller caller, string id, CancellationToken cancellationToken) => throw Missing(nameof(ReadAsync));

    /// <summary>Changes the body of an object.</summary>
    /// <param name="caller">As whom.</param>
    /// <param name="id">The id.</param>
    /// <param name="body">The new body.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>What the store says of its success; true always where it does not say.</returns>
    ValueTask<bool> UpdateAsync(StoreCaller caller, string id, string body, CancellationToken cancellationToken) => throw Missing(nameof(UpdateAsync));

    /// <summary>Removes an object.</summary>
    /// <param name="caller">As whom.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>What the store says of its success; true always where it does not say.</returns>
    ValueTask<bool> DeleteAsync(StoreCaller caller, string id, CancellationToken cancellationToken) => throw Missing(nameof(DeleteAsync));

    /// <summary>Says whether there is an object.</summary>
    /// <param name="caller">As whom.</param>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>True when there is.</returns>
    ValueTask<bool> ExistsAsync(StoreCaller caller, string id, CancellationToken cancellationToken) => throw Missing(nameof(ExistsAsync));

    /// <summary>Gives one page of all objects.</summary>
    /// <param name="caller">As whom.</param>
    /// <param name="pageSize">How many objects to give at most, one or more.</param>
    /// <param name="cursor">The cursor of the page before, or null for the first page.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The page.</returns>
    ValueTask<StorePage> ListAsync(StoreCaller caller, int pageSize, string? cursor, CancellationToken cancellationToken) => throw Missing(nameof(ListAsync));

    /// <summary>Gives the objects whose name begins with a text. The name is the id where <see cref="StoreKind.TakesIds"/>, else the key.</summary>
    /// <param name="caller">As whom.</param>
    /// <param name="prefix">The text.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The objects.</returns>
    ValueTask<IReadOnlyList<StoredObject>> FindByPrefixAsync(StoreCaller caller, string prefix, CancellationToken cancellationToken) =>
        throw Missing(nameof(FindByPrefixAsync));

    /// <summary>Gives the objects whose name lies between two texts, both included. The name is the id where <see cref="StoreKind.TakesIds"/>, else the key.</summary>
    /// <param name="caller">As whom.</param>
    /// <param name="first">The first name.</param>
    /// <param name="last">The last name.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The objects.</returns>
    ValueTask<IReadOnlyList<StoredObject>> FindInRangeAsync(StoreCaller caller, string first, string last, CancellationToken cancellationToken) =>
        throw Missing(nameof(FindInRangeAsync));

    /// <summary>Counts all objects.</summary>
    /// <param name="caller">As whom.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>How many there are.</returns>
    ValueTask<long> CountAsync(StoreCaller caller, CancellationToken cancellationToken) => throw Missing(nameof(CountAsync));

    /// <summary>Gives the object of a unique key.</summary>
    /// <param name="caller">As whom.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The object, or null.</returns>
    ValueTask<StoredObject?> FindByKeyAsync(StoreCaller caller, string key, CancellationToken cancellationToken) => throw Missing(nameof(FindByKeyAsync));

    /// <summary>Gives all objects while they are asked for.</summary>
    /// <param name="caller">As whom.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The objects, read as they are enumerated.</returns>
    IAsyncEnumerable<StoredObject> StreamAsync(StoreCaller caller, CancellationToken cancellationToken) => throw Missing(nameof(StreamAsync));

    /// <summary>Gives everything that lies in the store, of all tenants and past every check: one text for each row with all its columns. Default: null, not offered.</summary>
    /// <param name="services">The root services of the run.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The rows in any order, or null.</returns>
    ValueTask<IReadOnlyList<string>?> SnapshotAsync(IServiceProvider services, CancellationToken cancellationToken) => new((IReadOnlyList<string>?)null);

    private static NotSupportedException Missing(string method) =>
        new($"The kind declares the operation, and the subject does not implement it. Write {method}, or take the operation out of StoreKind.Operations.");
}
