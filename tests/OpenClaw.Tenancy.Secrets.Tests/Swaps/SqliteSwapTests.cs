using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Swaps;

/// <summary>What opens of what was exchanged (<see cref="SwapContract"/>), in the rows of SQLite.</summary>
public sealed class SqliteSwapTests : SwapContract
{
    [Fact]
    public async Task Column_of_another_row_opens_nothing()
    {
        using var stage = new SqliteStage();
        await stage.FillAsync();
        foreach (StoredSecret other in stage.Secrets.Values.Where(static s => s.Tenant != "acme" || s.Name != "openai"))
        {
            foreach ((string column, object value) in ((string, object)[])[("series", other.Series), ("revision", 7L), ("body", VaultText.Write(other))])
            {
                stage.Sql($"UPDATE tenancy_secrets SET {column} = $value WHERE tenant_id = 'acme' AND name = 'openai'", ("$value", value));
                Assert.Equal("Unreadable", await stage.Read(TestWorld.Acme, "openai", null));
                stage.Store(TestWorld.Acme, "openai", stage.Secrets[(TestWorld.Acme, "openai")]);
                Assert.Equal("acme/openai/2", await stage.Read(TestWorld.Acme, "openai", null));
            }
        }
    }

    [Theory]
    [InlineData("series", "another")]
    [InlineData("revision", 7L)]
    public async Task Column_of_the_keys_that_says_something_else_than_their_text_opens_nothing(string column, object value)
    {
        using var stage = new SqliteStage();
        await stage.FillAsync();
        stage.Sql($"UPDATE tenancy_secret_keys SET {column} = $value WHERE tenant_id = 'acme'", ("$value", value));
        Assert.Equal("Unreadable", await stage.Read(TestWorld.Acme, "openai", null));
        Assert.Equal("globex/openai/2", await stage.Read(TestWorld.Globex, "openai", null));
    }

    [Theory]
    [InlineData("UPDATE tenancy_secrets SET tenant_id = 'globex' WHERE name = 'github'", "github")]
    [InlineData("UPDATE tenancy_secrets SET name = 'github' WHERE tenant_id = 'globex'", "github")]
    [InlineData("DELETE FROM tenancy_secret_keys WHERE tenant_id = 'globex'; UPDATE tenancy_secret_keys SET tenant_id = 'globex' WHERE tenant_id = 'acme'", "openai")]
    public async Task Row_that_was_moved_opens_nothing_where_it_came_to(string move, string name)
    {
        using var stage = new SqliteStage();
        await stage.FillAsync();
        stage.Sql(move);
        Assert.Equal("Unreadable", await stage.Read(TestWorld.Globex, name, null));
    }

    private protected override Stage Open() => new SqliteStage();
}
