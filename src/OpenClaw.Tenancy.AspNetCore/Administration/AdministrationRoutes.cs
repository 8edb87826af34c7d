using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Directory;
using Json = OpenClaw.Tenancy.AspNetCore.Administration.AdministrationJson;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>Which route takes which action, of which resource, and with which input.</summary>
internal sealed class AdministrationRoutes(IEndpointRouteBuilder endpoints, AdministrationServer server)
{
    private const string Prefix = "/api/v1/";
    private const string OfOne = "/{id}";

    internal void Map(TenantRegistry registry, TenantRoutes routes)
    {
        const string Path = Prefix + TenantRoutes.List;
        Add(HttpMethods.Get, Path, routes.ListAsync, RouteInput.Page(TenantRoutes.List)).RequireTenantScope(registry.List);
        Add(HttpMethods.Post, Path, routes.CreateAsync, RouteInput.Body(Json.Default.NewTenantBody)).RequireTenantScope(registry.Create);
        Add(HttpMethods.Get, Path + OfOne, routes.ReadAsync, RouteInput.None).RequireEither(registry.Read, registry.ReadOwn).OwnedBy<TenantRecord>("id");
        Add(HttpMethods.Patch, Path + OfOne, routes.ChangeAsync, RouteInput.Body(Json.Default.TenantPatchBody))
            .RequireEither(registry.Change, registry.RenameOwn).OwnedBy<TenantRecord>("id");
        Add(HttpMethods.Delete, Path + OfOne, routes.DeleteAsync, RouteInput.Query([DeletionQuery.ForceName, DeletionQuery.ReasonName], DeletionQuery.Read))
            .RequireTenantScope(registry.Delete).OwnedBy<TenantRecord>("id");
    }

    internal void Map(TenantMembers members, MemberRoutes routes)
    {
        const string Path = Prefix + MemberRoutes.List;
        Add(HttpMethods.Get, Path, routes.ListAsync, RouteInput.Page(MemberRoutes.List)).RequireTenantScope(members.List);
        Add(HttpMethods.Post, Path, routes.AddAsync, RouteInput.Body(Json.Default.NewMemberBody)).RequireTenantScope(members.Add);
        AddOf<TenantMember>(HttpMethods.Patch, Path + OfOne, routes.ChangeAsync, RouteInput.Body(Json.Default.MemberPatchBody), members.Change);
        AddOf<TenantMember>(HttpMethods.Delete, Path + OfOne, routes.RemoveAsync, RouteInput.None, members.Remove);
    }

    internal void Map(TenantMembers members, InvitationRoutes routes)
    {
        const string Path = Prefix + InvitationRoutes.List;
        Add(HttpMethods.Get, Path, routes.ListAsync, RouteInput.Page(InvitationRoutes.List)).RequireTenantScope(members.List);
        Add(HttpMethods.Post, Path, routes.InviteAsync, RouteInput.Body(Json.Default.NewInvitationBody)).RequireTenantScope(members.Invite);
        AddOf<TenantInvitation>(HttpMethods.Delete, Path + OfOne, routes.WithdrawAsync, RouteInput.None, members.Withdraw);
    }

    internal void Map(TenantApiKeys keys, KeyRoutes routes)
    {
        const string Path = Prefix + KeyRoutes.List;
        Add(HttpMethods.Get, Path, routes.ListAsync, RouteInput.Page(KeyRoutes.List)).RequireTenantScope(keys.List);
        Add(HttpMethods.Post, Path, routes.IssueAsync, RouteInput.Body(Json.Default.NewKeyBody, static () => new NewKeyBody())).RequireTenantScope(keys.Issue);
        AddOf<ApiKeyEntry>(HttpMethods.Delete, Path + OfOne, routes.RevokeAsync, RouteInput.None, keys.Revoke);
        AddOf<ApiKeyEntry>(
            HttpMethods.Post, Path + OfOne + "/rotate", routes.RotateAsync, RouteInput.Body(Json.Default.RotationBody, static () => new RotationBody()), keys.Rotate);
    }

    internal void Map(TenantAudit audit, AuditRoutes routes)
    {
        Add(HttpMethods.Get, Prefix + AuditRoutes.Own, routes.ReadOwnAsync, Input(AuditRoutes.Own)).RequireTenantScope(audit.Read);
        Add(HttpMethods.Get, Prefix + AuditRoutes.Platform, routes.ReadPlatformAsync, Input(AuditRoutes.Platform)).RequireTenantScope(audit.ReadPlatform);

        static RouteInput Input(string list) => RouteInput.Query(AuditQuery.Names, query => AuditQuery.Read(list, query));
    }

    internal void Map(BreakGlassGrants grants, BreakGlassRoutes routes)
    {
        const string Path = Prefix + BreakGlassRoutes.List;
        Add(HttpMethods.Get, Path, routes.ListAsync, RouteInput.Query([OpenQuery.OpenName], OpenQuery.Read)).RequireTenantScope(grants.Actions.List);
        Add(HttpMethods.Post, Path, routes.RequestAsync, RouteInput.Body(Json.Default.NewGrantBody, routes.Require)).RequireTenantScope(grants.Actions.Request);
        AddOf<BreakGlassGrant>(HttpMethods.Post, Path + OfOne + "/approve", routes.ApproveAsync, RouteInput.None, grants.Actions.Approve);
        AddOf<BreakGlassGrant>(HttpMethods.Post, Path + OfOne + "/token", routes.CollectAsync, RouteInput.None, grants.Actions.Collect);
        AddOf<BreakGlassGrant>(HttpMethods.Post, Path + OfOne + "/review", routes.ReviewAsync, RouteInput.Body(Json.Default.GrantReviewBody), grants.Actions.Review);
        AddOf<BreakGlassGrant>(HttpMethods.Delete, Path + OfOne, routes.RevokeAsync, RouteInput.None, grants.Actions.Revoke);
    }

    private void AddOf<T>(string method, string pattern, Func<AdministrationCall, Task<AdministrationAnswer>> act, RouteInput input, AccessAction action) =>
        Add(method, pattern, act, input).RequireTenantScope(action).OwnedBy<T>("id");

    private IEndpointConventionBuilder Add(string method, string pattern, Func<AdministrationCall, Task<AdministrationAnswer>> act, RouteInput input) =>
        endpoints.MapMethods(pattern, [method], server.Serve(act)).WithMetadata(input);
}
