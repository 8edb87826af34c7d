namespace OpenClaw.Tenancy.EntityFrameworkCore.Queries;

/// <summary>What was found in the query that a context is compiling. Used by the one thread that uses the context.</summary>
internal sealed class QueryFindings
{
    /// <summary>Whether it reads something that the tenant's filter does not reach.</summary>
    internal bool HasRawRoots { get; set; }
}
