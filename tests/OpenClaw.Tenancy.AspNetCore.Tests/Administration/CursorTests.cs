using System.Net;
using System.Text.Json;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Administration;

/// <summary>Lists are read page by page, and a cursor is good for the list of the tenant that it was given to.</summary>
public sealed class CursorTests : IAsyncLifetime
{
    private AdminWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await AdminWorld.StartAsync();
        foreach (string credential in (string[])[AdminWorld.Acme, AdminWorld.Globex])
        {
            for (int i = 0; i < 5; i++)
            {
                await _world.JoinAsync(credential, $"{credential[0]}{i}", "member");
                await _world.PostAsync("/api/v1/keys", credential, "{}");
                await _world.PostAsync("/api/v1/invitations", credential, """{"role":"member"}""");
            }
        }
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("members", AdminWorld.Acme, 5)]
    [InlineData("keys", AdminWorld.Acme, 5)]
    [InlineData("invitations", AdminWorld.Acme, 5)]
    [InlineData("tenants", AdminWorld.Operator, 3)]
    public async Task Pages_hold_everything_once_in_one_order(string list, string credential, int count)
    {
        string[] whole = Ids(await _world.GetAsync($"/api/v1/{list}", credential), list);
        List<string> paged = [];
        string? cursor = string.Empty;
        while (cursor is not null)
        {
            Answer page = await _world.GetAsync($"/api/v1/{list}?limit=2{cursor}", credential);
            paged.AddRange(Ids(page, list));
            cursor = JsonDocument.Parse(page.Body).RootElement.TryGetProperty("next_cursor", out JsonElement next) ? $"&cursor={next.GetString()}" : null;
        }

        Assert.Equal(count, whole.Length);
        Assert.Equal(count, whole.Distinct().Count());
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task Cursor_is_no_good_for_another_tenant_another_list_or_another_spelling()
    {
        string cursor = AdminWorld.Member(await _world.GetAsync("/api/v1/members?limit=2", AdminWorld.Acme), "next_cursor");

        Assert.Equal(HttpStatusCode.OK, (await _world.GetAsync($"/api/v1/members?cursor={cursor}", AdminWorld.Acme)).Status);
        Assert.Equal("invalid_request", (await _world.GetAsync($"/api/v1/members?cursor={cursor}", AdminWorld.Globex)).Code);
        Assert.Equal("invalid_request", (await _world.GetAsync($"/api/v1/keys?cursor={cursor}", AdminWorld.Acme)).Code);
        Assert.Equal("invalid_request", (await _world.GetAsync($"/api/v1/members?cursor={cursor}%3D", AdminWorld.Acme)).Code);
        Assert.Equal("invalid_request", (await _world.GetAsync($"/api/v1/members?cursor={cursor}%20", AdminWorld.Acme)).Code);
    }

    [Fact]
    public async Task Changed_cursor_is_refused_wherever_it_was_changed()
    {
        string cursor = AdminWorld.Member(await _world.GetAsync("/api/v1/members?limit=2", AdminWorld.Acme), "next_cursor");
        for (int i = 0; i < cursor.Length; i++)
        {
            char other = cursor[i] == 'A' ? 'B' : 'A';
            Answer answer = await _world.GetAsync($"/api/v1/members?cursor={cursor[..i]}{other}{cursor[(i + 1)..]}", AdminWorld.Acme);
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Code));
        }
    }

    private static string[] Ids(Answer answer, string list) => [.. AdminWorld.List(answer, list).Select(e => e.GetProperty("id").GetString()!)];
}
