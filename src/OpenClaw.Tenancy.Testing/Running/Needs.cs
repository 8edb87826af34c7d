namespace OpenClaw.Tenancy.Testing.Running;

/// <summary>Why a rule is not about a kind.</summary>
internal static class Needs
{
    internal static string? Ids(StoreKind kind, StoreOperations operation) => kind.TakesIds ? null : "The store makes the ids.";

    internal static string? MintedIds(StoreKind kind, StoreOperations operation) => kind.TakesIds ? "The caller names the ids." : null;

    internal static string? Key(StoreKind kind, StoreOperations operation) => kind.HasUniqueKey ? null : "The kind has no unique key.";

    internal static string? IdsOrKey(StoreKind kind, StoreOperations operation) =>
        kind.TakesIds || (kind.HasUniqueKey && kind.Offers(StoreOperations.FindByKey)) ? null : "No caller names an id or finds by a key.";

    internal static string? Permit(StoreKind kind, StoreOperations operation) =>
        kind.Actions.ContainsKey(operation) ? null : "The kind names no action for the operation, so no permit is looked at.";

    internal static string? OtherAction(StoreKind kind, StoreOperations operation) =>
        Permit(kind, operation) ?? (OtherActions(kind, operation).Any() ? null : "All operations of the kind take the same action.");

    /// <summary>The operations whose permit must not open this one.</summary>
    internal static IEnumerable<StoreOperations> OtherActions(StoreKind kind, StoreOperations operation) =>
        kind.Actions.Where(a => !a.Value.IsSameAs(kind.Actions[operation])).Select(static a => a.Key).Order();

    internal static Func<StoreKind, StoreOperations, string?> IdsAnd(StoreOperations more) =>
        (kind, operation) => Ids(kind, operation) ?? Offered(kind, more);

    internal static Func<StoreKind, StoreOperations, string?> Also(StoreOperations more) => (kind, _) => Offered(kind, more);

    private static string? Offered(StoreKind kind, StoreOperations more) => kind.Offers(more) ? null : $"The store does not offer {more & ~kind.Operations}.";
}
