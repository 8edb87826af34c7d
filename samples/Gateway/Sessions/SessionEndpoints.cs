using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

/// <summary>The routes of sessions. Before a handler runs, the boundary has decided; what it earned is <c>tenant.Permit</c>.</summary>
internal static class SessionEndpoints
{
    private const string Route = "/api/v1/sessions";

    internal static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Route, CreateAsync).RequireTenantScope(ActionNames.Write, ActionNames.CreateSession);
        routes.MapGet(Route, ListAsync).RequireTenantScope(ActionNames.Read, ActionNames.ListSessions).TakesQuery("limit", "cursor");
        routes.MapGet($"{Route}/{{id}}", FindAsync).RequireTenantScope(ActionNames.Read, ActionNames.ReadSession).OwnedBy<SessionRow>("id");
        routes.MapDelete($"{Route}/{{id}}", DeleteAsync).RequireTenantScope(ActionNames.Write, ActionNames.DeleteSession).OwnedBy<SessionRow>("id");
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, TenantContext tenant, ISessionStore sessions, CancellationToken cancellationToken)
    {
        CreateSessionRequest body = await JsonBody.ReadAsync<CreateSessionRequest>(request, cancellationToken);
        Session session = await sessions.CreateAsync(tenant.Permit, body.ToDraft(), cancellationToken);
        return new JsonAnswer(session, StatusCodes.Status201Created, location: $"{Route}/{session.SessionId}");
    }

    private static async Task<IResult> ListAsync(HttpRequest request, TenantContext tenant, ISessionStore sessions, CancellationToken cancellationToken)
    {
        SessionQuery query = SessionQuery.Read(request.Query);
        SessionPage page = await sessions.ListAsync(tenant.Permit, query.Limit, query.Before, cancellationToken);
        return new JsonAnswer(new SessionList(page.Sessions, page.Next is { } next ? SessionCursor.Write(next) : null));
    }

    private static async Task<IResult> FindAsync(string id, TenantContext tenant, ISessionStore sessions, CancellationToken cancellationToken)
    {
        SessionDetails? session = await sessions.FindAsync(tenant.Permit, id, cancellationToken);
        return session is null ? Problem.NotFound.ToResult() : new JsonAnswer(session);
    }

    private static async Task<IResult> DeleteAsync(
        string id, HttpRequest request, TenantContext tenant, ISessionStore sessions, RunExecutor executor, CancellationToken cancellationToken)
    {
        await JsonBody.RequireNothingAsync(request, cancellationToken);
        bool deleted = await sessions.DeleteAsync(tenant.Permit, id, cancellationToken);
        executor.CancelSession(tenant.Permit, id);
        return deleted ? new JsonAnswer(new DeletedSession(id, Deleted: true)) : Problem.NotFound.ToResult();
    }
}
