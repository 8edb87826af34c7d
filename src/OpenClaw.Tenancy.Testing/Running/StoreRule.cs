namespace OpenClaw.Tenancy.Testing.Running;

/// <summary>Something that a store must keep, and how it is looked at.</summary>
/// <param name="Id">Its id in the report.</param>
/// <param name="Statement">What must hold.</param>
/// <param name="Fix">How a store that breaks it is put right.</param>
/// <param name="Operations">The operations that it is looked at for, each in a check of its own.</param>
/// <param name="Look">Looks.</param>
internal sealed record StoreRule(string Id, string Statement, string Fix, StoreOperations[] Operations, Func<CheckRun, Task> Look)
{
    /// <summary>What else a kind must have for the rule to be about it: the reason why it is not, or null.</summary>
    internal Func<StoreKind, StoreOperations, string?> Missing { get; init; } = static (_, _) => null;
}
