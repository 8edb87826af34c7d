using System.Collections.Frozen;

namespace OpenClaw.Tenancy.Testing;

/// <summary>One kind of object that a store holds, such as sessions or messages, and what the store offers for it.</summary>
/// <param name="name">The kind's name in the report.</param>
/// <param name="operations">What the store offers.</param>
/// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
/// <remarks>Immutable.</remarks>
public sealed class StoreKind(string name, StoreOperations operations)
{
    /// <summary>The kind's name in the report.</summary>
    public string Name { get; } = !string.IsNullOrEmpty(name) ? name : throw new ArgumentException("Give the kind a name.", nameof(name));

    /// <summary>What the store offers.</summary>
    public StoreOperations Operations { get; } = operations;

    /// <summary>Whether the caller names the id of a new object.</summary>
    /// <value>Default: false, the store makes the ids.</value>
    public bool TakesIds { get; init; }

    /// <summary>Whether an object has, beside its id, a key that is unique in its tenant.</summary>
    /// <value>Default: false.</value>
    public bool HasUniqueKey { get; init; }

    /// <summary>How many objects <see cref="StoreOperations.Stream"/> may hand out on one look at the claim.</summary>
    /// <value>Default: 1, the claim is looked at for each object.</value>
    public int StreamPageSize { get; init; } = 1;

    /// <summary>The actions for which the store demands permits, by single operation. An operation without one is bound by its <c>TenantContext</c>.</summary>
    /// <value>Default: none.</value>
    /// <remarks>
    /// Read, Update, Delete and Exists are handed a permit for the id, all others one for the collection.
    /// </remarks>
    public IReadOnlyDictionary<StoreOperations, StoreAction> Actions { get; init; } = FrozenDictionary<StoreOperations, StoreAction>.Empty;

    internal bool Offers(StoreOperations all) => (Operations & all) == all;

    // What Prefix and Range look at.
    internal bool IsNamedById => TakesIds;

    internal IEnumerable<string> Errors()
    {
        const StoreOperations Reading = StoreOperations.Read | StoreOperations.List | StoreOperations.Stream | StoreOperations.FindByKey;
        if (!Offers(StoreOperations.Create) || (Operations & Reading) == 0)
        {
            yield return $"Kind '{Name}': offer Create, and one of Read, List, Stream and FindByKey. A store that takes and gives nothing shows nothing.";
        }

        if (Offers(StoreOperations.FindByKey) && !HasUniqueKey)
        {
            yield return $"Kind '{Name}': FindByKey needs a key. Set HasUniqueKey, or take FindByKey out of the operations.";
        }

        if ((Operations & (StoreOperations.Prefix | StoreOperations.Range)) != 0 && !TakesIds && !HasUniqueKey)
        {
            yield return $"Kind '{Name}': Prefix and Range look at names that a caller chose. Set TakesIds or HasUniqueKey, or take them out of the operations.";
        }

        if (StreamPageSize is < 1 or > 1000)
        {
            yield return $"Kind '{Name}': set StreamPageSize to between 1 and 1,000.";
        }
    }
}
