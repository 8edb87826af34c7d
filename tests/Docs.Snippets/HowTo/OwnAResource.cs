using System.Collections.Concurrent;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;

namespace Docs.Snippets.HowTo;

// <snippet name="own-source">
public sealed class RunOwners(RunTable table) : IResourceOwnerSource<Run>
{
    public ValueTask<TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken) => new(table.OwnerOf(id));
}
// </snippet>

// <snippet name="own-store">
public sealed class RunTable
{
    private readonly ConcurrentDictionary<string, Run> _rows = new(StringComparer.Ordinal);

    public TenantId? OwnerOf(string id) => _rows.GetValueOrDefault(id)?.Tenant;   // an owner or nothing, no data

    internal Run? Find(TenantId tenant, string id) => _rows.GetValueOrDefault(id) is { } row && row.Tenant == tenant ? row : null;

    internal void Put(Run run) => _rows[run.Id] = run;
}

public sealed class RunStore(RunTable table, PolicyEngine engine)
{
    private readonly AccessAction _read = engine.Action("operator.read");
    private readonly AccessAction _create = engine.Action("operator.write", "runs.create");

    public Run? Get(AccessPermit permit, RunId id)
    {
        TenantId tenant = engine.Demand(permit, _read, id.ToString());
        return table.Find(tenant, id.ToString());
    }

    public Run Create(AccessPermit permit)
    {
        TenantId tenant = engine.Demand(permit, _create);      // of the collection: no resource id
        var run = new Run(RunId.New().ToString(), tenant);     // the owner comes from the permit
        table.Put(run);
        return run;
    }
}
// </snippet>

public static class OwnAResource
{
    public static void Register(IServiceCollection services)
    {
        // <snippet name="own-register">
        services.AddSingleton<RunTable>().AddSingleton<RunStore>();
        services.AddSingleton<IResourceOwnerSource<Run>, RunOwners>();
        // </snippet>
    }

    public static void Endpoints(WebApplication app)
    {
        // <snippet name="own-endpoints">
        app.MapGet("/runs/{id}", (string id, TenantContext tenant, RunStore runs) =>
                runs.Get(tenant.Permit, RunId.From(id)) is { } run ? Results.Ok(run.Id) : Problem.NotFound.ToResult())
            .RequireTenantScope("operator.read").OwnedBy<Run>("id");

        app.MapPost("/runs", (TenantContext tenant, RunStore runs) => runs.Create(tenant.Permit).Id)
            .RequireTenantScope("operator.write", action: "runs.create");
        // </snippet>
    }

    // <snippet name="own-body">
    public static async Task<IResult> RetryAsync(
        string run, TenantContext tenant, PolicyEngine engine, RunStore runs, CancellationToken cancellationToken)
    {
        AccessResult result = await tenant.AuthorizeAsync<Run>(engine.Action("operator.read"), run, cancellationToken);
        return result.IsAllowed
            ? Results.Ok(runs.Get(result.Permit, RunId.From(run))?.Id)
            : Problem.For(result.Decision.Reason).ToResult();
    }
    // </snippet>
}
