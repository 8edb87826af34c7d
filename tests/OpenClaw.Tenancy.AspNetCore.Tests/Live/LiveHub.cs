using Microsoft.AspNetCore.SignalR;
using OpenClaw.Tenancy.AspNetCore.Live.Hubs;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>A hub whose methods know their tenant.</summary>
public sealed class LiveHub(TenantContext tenant) : Hub
{
    public string Who() => tenant.Tenant.ToString();

    public string Named(string tenant, string text) => $"{tenant} {text}";

    public Task Join(string group) => Groups.AddToGroupAsync(Context.ConnectionId, TenantGroups.NameOf(tenant, group));

    public Task Say(string group, string text) => Clients.Group(TenantGroups.NameOf(tenant, group)).SendAsync("said", text);

    public override Task OnConnectedAsync() => tenant.Claim.Subject == "broken" ? throw new IOException("the hub fails") : Groups.AddToGroupAsync(Context.ConnectionId, TenantGroups.NameOf(tenant));
}
