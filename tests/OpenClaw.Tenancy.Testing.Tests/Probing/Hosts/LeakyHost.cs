using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Testing.Probing;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>A host on a real port, written by hand, with one hole or none.</summary>
public sealed class LeakyHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Door _door;
    private readonly NoteTable _notes = new('n');
    private readonly NoteTable _boards = new('b');

    private LeakyHost(string hole, bool inMemory)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = inMemory ? builder.WebHost.UseTestServer() : builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _door = new Door(hole);
        builder.Services.AddSingleton(_door).AddSingleton(_notes).AddControllers().AddApplicationPart(typeof(CardsController).Assembly);
        _app = builder.Build();
        _app.UseWebSockets();
        var routes = new NoteRoutes(_door, _notes, _boards, new NoteMaker(_door));
        _app.Use(routes.AnswerOtherMethodsAsync);
        routes.Map(_app);
        new TenantRoutes(_door, _notes, _boards).Map(_app);
        _app.MapControllers();
        _app.MapGet("/ws", new NoteSocket(_door, _notes).AcceptAsync);
    }

    public Uri Address => new(_app.Urls.First());

    public WebApplication App => _app;

    public static async Task<LeakyHost> StartAsync(string hole, bool inMemory = false)
    {
        var host = new LeakyHost(hole, inMemory);
        await host._app.StartAsync();
        return host;
    }

    /// <summary>The host as the probe sees it.</summary>
    /// <param name="over">How it is reached; null over its port.</param>
    /// <param name="around">The endpoint on which attempts are made, with what they take; null everywhere.</param>
    public ProbeSubject Subject(ProbeHost? over = null, string? around = null) => new()
    {
        Host = (over ?? ProbeHost.At(Address)).Mapping(_app.Services),
        Attacked = around is null ? null : [Holes.RouteOf(around)],
        Owner = new ProbeTenant("acme-eu", static r => r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "of-acme-eu")) { Canaries = [TenantRoutes.NameOfOwner] },
        Stranger = ProbeTenant.Bearer("acme", "of-acme"),
        Kinds =
        [
            .. ((string[])["notes", "boards"]).Where(k => k == "notes" || around is null || around.Contains(k, StringComparison.Ordinal))
                .Select(static k => ProbeKind.Posted(k, "/" + k, """{"title":"{mark}"}""", "id")),
        ],
        Unowned = new Dictionary<string, Func<string, CancellationToken, Task<ProbeObject>>> { ["notes"] = (mark, _) => Task.FromResult(new ProbeObject(_notes.Add(NoteTable.Nobody, mark).Id)) },
        Ended = [.. Door.Refused],
        Leaver = new ProbeLeaver(ProbeTenant.Bearer("acme", Door.Leaver), _ =>
        {
            _door.End();
            return Task.CompletedTask;
        }),
        Bodies = new Dictionary<string, string>
        {
            ["POST /copies"] = """{"note_id":"{notes}"}""",
            ["POST /notes/bulk"] = """{"note_ids":["{notes}"]}""",
        },
        Sockets = around?.StartsWith('/') == false ? [] : [new ProbeSocket("/ws") { Frames = [KeyValuePair.Create("read", """{"id":"1","note_id":"{notes}"}""")] }],
        CountRefusalsAsync = _ => Task.FromResult(_door.Records),
        CountCallsAsync = _ => Task.FromResult(_notes.Calls + _boards.Calls),
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
