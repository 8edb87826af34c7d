namespace OpenClaw.Tenancy.Approvals;

/// <summary>Where approvals are kept. It compares and sets, and judges nothing.</summary>
/// <remarks>
/// A singleton; must be safe for use by many threads, and of many processes where it is shared. Each method but <see cref="FindOwnerAsync"/>
/// is given the tenant of a permit that was checked, and reaches nothing of another one. An exception is a refusal.
/// </remarks>
public interface IApprovalStore
{
    /// <summary>Whether what it keeps outlives the process. Then the key that seals it must too.</summary>
    bool IsDurable { get; }

    /// <summary>Says which tenant has an approval.</summary>
    /// <param name="id">The approval's id.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The tenant's text, or null when there is no such approval, or more than one.</returns>
    ValueTask<string?> FindOwnerAsync(string id, CancellationToken cancellationToken);

    /// <summary>Finds an approval of a tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The approval's id.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What is kept, or null.</returns>
    ValueTask<ApprovalRecord?> FindAsync(TenantId tenant, string id, CancellationToken cancellationToken);

    /// <summary>Finds approvals of a tenant, the newest first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="run">The run, or null for all runs.</param>
    /// <param name="statuses">The texts of the statuses; none for all.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>What is kept.</returns>
    ValueTask<IReadOnlyList<ApprovalRecord>> ListAsync(TenantId tenant, string? run, IReadOnlyList<string> statuses, int max, CancellationToken cancellationToken);

    /// <summary>Adds an approval, and changes the one whose place it takes, both or neither.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="added">The new record.</param>
    /// <param name="superseded">The other one as it is to be, or null; the one before it must have the version before.</param>
    /// <param name="limits">How many there may be, and which are forgotten.</param>
    /// <param name="mayCommit">Asked last, when everything is written and nothing is visible yet. No undoes it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What became of it.</returns>
    ValueTask<ApprovalCommit> AddAsync(
        TenantId tenant, ApprovalRecord added, ApprovalRecord? superseded, ApprovalLimits limits, Func<bool> mayCommit, CancellationToken cancellationToken);

    /// <summary>Changes an approval, if it has the version before.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="changed">The record as it is to be; what was asked for in the beginning stays as it is.</param>
    /// <param name="mayCommit">Asked last, with the record held, when it is written and not visible yet. No undoes it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What became of it.</returns>
    ValueTask<ApprovalCommit> ReplaceAsync(TenantId tenant, ApprovalRecord changed, Func<bool> mayCommit, CancellationToken cancellationToken);

    /// <summary>Removes approvals of a tenant for good.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="run">The run, or null for all of the tenant.</param>
    /// <param name="cancellationToken">Ends the wait; called again after a failure.</param>
    /// <returns>A task that ends when they are gone.</returns>
    ValueTask EraseAsync(TenantId tenant, string? run, CancellationToken cancellationToken);
}
