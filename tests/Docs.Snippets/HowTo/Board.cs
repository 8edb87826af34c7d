using Microsoft.AspNetCore.SignalR;
using OpenClaw.Tenancy.AspNetCore.Live.Hubs;
using OpenClaw.Tenancy.Contexts;

namespace Docs.Snippets.HowTo;

// <snippet name="live-hub">
public sealed class Board(TenantContext tenant) : Hub
{
    public Task Join(string room) => Groups.AddToGroupAsync(Context.ConnectionId, TenantGroups.NameOf(tenant, room));

    public Task Say(string room, string text) => Clients.Group(TenantGroups.NameOf(tenant, room)).SendAsync("said", text);
}
// </snippet>
