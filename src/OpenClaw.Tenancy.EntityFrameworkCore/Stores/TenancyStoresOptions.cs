using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>How the library's own tables are kept. Read once at start.</summary>
public sealed class TenancyStoresOptions
{
    /// <summary>Whether the tables are made at their first use when they are not there. The database's user then needs the right to do so.</summary>
    /// <value>Default: false; they are made by <see cref="TenancyTables"/>.</value>
    public bool CreateTables { get; set; }

    /// <summary>Called in the transaction of each append to the journal, with the place of the change, before it commits. What it throws undoes the append.</summary>
    /// <value>Default: null. A store with change notification sets it.</value>
    public Func<DbContext, long, CancellationToken, Task>? Appending { get; set; }
}
