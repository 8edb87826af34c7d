using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Saving;

/// <summary>Looks at what is saved at the last point before SQL: after every interceptor, event and cascade.</summary>
internal sealed class TenantDatabase(DatabaseDependencies dependencies, RelationalDatabaseDependencies relational, SaveGuard guard)
    : RelationalDatabase(dependencies, relational)
{
    public override int SaveChanges(IList<IUpdateEntry> entries)
    {
        guard.Check(entries);
        return base.SaveChanges(entries);
    }

    public override Task<int> SaveChangesAsync(IList<IUpdateEntry> entries, CancellationToken cancellationToken = default)
    {
        guard.Check(entries);
        return base.SaveChangesAsync(entries, cancellationToken);
    }
}
