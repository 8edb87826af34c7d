using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using OpenClaw.Tenancy.EntityFrameworkCore.Binding;
using OpenClaw.Tenancy.EntityFrameworkCore.Queries;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Saving;

/// <summary>Looks at what is saved at the last point before SQL, after every interceptor, event and cascade; and at raw SQL inside a query at each execution.</summary>
internal sealed class TenantDatabase(DatabaseDependencies dependencies, RelationalDatabaseDependencies relational, SaveGuard guard, QueryFindings findings)
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

    // SECURITY: what is compiled once serves every context, so the permit is asked for by what is executed, of the context that executes it.
    public override Func<QueryContext, TResult> CompileQuery<TResult>(Expression query, bool async)
    {
        findings.HasRawRoots = false;
        Func<QueryContext, TResult> execute = base.CompileQuery<TResult>(query, async);
        return !findings.HasRawRoots ? execute : context =>
        {
            TenantBinding.Of(context.Context).RequireRawSql();
            return execute(context);
        };
    }
}
