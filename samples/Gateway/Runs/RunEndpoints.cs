using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

internal static class RunEndpoints
{
    private const string Route = "/v1/runs/{id}";

    internal static void MapRuns(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, FindAsync).RequireTenantScope(ActionNames.Read, ActionNames.ReadRun).OwnedBy<RunRow>("id").RecordsRun("id");
        routes.MapGet($"{Route}/events", FollowAsync).RequireTenantScope(ActionNames.Read, ActionNames.ReadRun).OwnedBy<RunRow>("id").RecordsRun("id");
        routes.MapPost($"{Route}/stop", StopAsync).RequireTenantScope(ActionNames.Write, ActionNames.StopRun).OwnedBy<RunRow>("id").RecordsRun("id");
    }

    private static async Task<IResult> FindAsync(string id, TenantContext tenant, IRunStore runs, CancellationToken cancellationToken) =>
        await runs.FindAsync(tenant.Permit, id, cancellationToken) is { } run ? new JsonAnswer(run) : Problem.NotFound.ToResult();

    private static async Task<IResult> FollowAsync(
        string id, HttpRequest request, TenantContext tenant, IRunStore runs, RunEventFeed feed, CancellationToken cancellationToken)
    {
        long after = LastEventId.Read(request);
        if (await runs.ReadEventsAsync(tenant.Permit, id, after, cancellationToken) is not { } slice)
        {
            return Problem.NotFound.ToResult();
        }

        BadInput.Unless(after <= slice.LastSequence);
        return new EventStreamAnswer(feed.FollowAsync(tenant.Permit, id, after, cancellationToken), numbered: true, closing: null);
    }

    private static async Task<IResult> StopAsync(
        string id, HttpRequest request, TenantContext tenant, RunExecutor executor, CancellationToken cancellationToken)
    {
        await JsonBody.RequireNothingAsync(request, cancellationToken);
        return await executor.StopAsync(tenant.Permit, id, cancellationToken) is { } run ? new JsonAnswer(run) : Problem.NotFound.ToResult();
    }
}
