using System.Runtime.Versioning;
using Gateway.Tests.Storage;
using Gateway.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;
using OpenClaw.Tenancy;

namespace Gateway.Tests.Secrets;

/// <summary>What is kept of secrets: sealed for one tenant and one name, under a key that is not in the database, and gone with the tenant.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SecretVaultTests(Cluster cluster) : IDisposable
{
    private const string Name = ModelEndpoint.KeyName;

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _other = new();

    private string KeyFile => Path.Combine(_folder.Path, "secrets.key");

    [Fact]
    public async Task Two_tenants_with_one_value_share_neither_key_nor_ciphertext()
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path);
        await SecretCalls.PutAsync(gateway, "acme", Name, "the-same");
        await SecretCalls.PutAsync(gateway, "globex", Name, "the-same");
        foreach (string table in (string[])["tenancy_secrets", "tenancy_secret_keys"])
        {
            string[] bodies = [Ask($"SELECT body FROM {table} WHERE tenant_id = 'acme'"), Ask($"SELECT body FROM {table} WHERE tenant_id = 'globex'")];
            Assert.NotEqual(bodies[0], bodies[1]);
            Assert.Empty(Runs(bodies[0]).Intersect(Runs(bodies[1])));
        }
    }

    /// <summary>Somebody who can write the database puts what is another tenant's, or another name's, where a chat will open it.</summary>
    [Theory]
    [InlineData("REPLACE INTO tenancy_secrets SELECT 'acme', name, series, revision, REPLACE(body, 'globex', 'acme') FROM tenancy_secrets WHERE tenant_id = 'globex'")]
    [InlineData("REPLACE INTO tenancy_secrets SELECT 'acme', name, series, revision, REPLACE(body, 'globex', 'acme') FROM tenancy_secrets WHERE tenant_id = 'globex'; REPLACE INTO tenancy_secret_keys SELECT 'acme', series, revision, REPLACE(body, 'globex', 'acme') FROM tenancy_secret_keys WHERE tenant_id = 'globex'")]
    [InlineData("REPLACE INTO tenancy_secrets SELECT tenant_id, 'llm_api_key', series, revision, REPLACE(body, 'other', 'llm_api_key') FROM tenancy_secrets WHERE tenant_id = 'acme' AND name = 'other'")]
    [InlineData("UPDATE tenancy_secrets SET series = 'another' WHERE tenant_id = 'acme'")]
    public async Task What_was_moved_from_another_tenant_or_name_opens_for_nobody(string sql)
    {
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync();
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path, services: endpoint.For("acme", "globex"));
        await SecretCalls.PutAsync(gateway, "acme", Name, "key-of-acme");
        await SecretCalls.PutAsync(gateway, "acme", "other", "other-of-acme");
        await SecretCalls.PutAsync(gateway, "globex", Name, "key-of-globex");
        Ask(sql);

        Answer answer = await ChatAsync(gateway, "acme");

        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.Empty(endpoint.TakeKeys());
        Assert.Equal(200, (await ChatAsync(gateway, "globex")).Status);
        Assert.Equal(["Bearer key-of-globex"], endpoint.TakeKeys());
    }

    [Fact]
    public async Task A_secret_is_there_after_a_start_and_its_key_lies_apart_and_closed()
    {
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync();
        await PutInAsync(endpoint);
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path, services: endpoint.For("acme"));
        Assert.Equal(200, (await ChatAsync(gateway, "acme")).Status);
        Assert.Equal(["Bearer key-of-acme"], endpoint.TakeKeys());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Theory]
    [InlineData("another")]
    [InlineData("empty")]
    [InlineData("short")]
    [InlineData("open")]
    [InlineData("lost")]
    public async Task A_start_with_a_key_that_is_not_the_vault_s_is_refused(string what)
    {
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync();
        await PutInAsync(endpoint);
        switch (what)
        {
            case "another":
                await using (await RunningGateway.StartInAsync(_other.Path))
                {
                    File.Copy(Path.Combine(_other.Path, "secrets.key"), KeyFile, overwrite: true);
                }

                break;
            case "open":
                File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
                break;
            case "lost":
                File.Delete(KeyFile);
                break;
            default:
                File.WriteAllText(KeyFile, what == "empty" ? string.Empty : "c2hvcnQ=\n");
                break;
        }

        Exception refused = await Assert.ThrowsAnyAsync<Exception>(() => RunningGateway.StartInAsync(_folder.Path));

        Assert.True(refused is TenancyConfigurationException or Microsoft.Extensions.Options.OptionsValidationException, refused.ToString());
        Assert.Contains("key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_was_retired_is_needed_for_one_start_and_no_other()
    {
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync();
        await PutInAsync(endpoint);
        string before = File.ReadAllText(KeyFile), wrapped = Ask("SELECT body FROM tenancy_secret_keys WHERE tenant_id = 'acme'");
        File.Move(KeyFile, KeyFile + ".retired");
        await using (RunningGateway between = await RunningGateway.StartInAsync(_folder.Path, services: endpoint.For("acme")))
        {
            Assert.Equal(200, (await ChatAsync(between, "acme")).Status);
        }

        File.Delete(KeyFile + ".retired");
        Assert.NotEqual(before, File.ReadAllText(KeyFile));
        Assert.NotEqual(wrapped, Ask("SELECT body FROM tenancy_secret_keys WHERE tenant_id = 'acme'"));
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path, services: endpoint.For("acme"));
        Assert.Equal(200, (await ChatAsync(gateway, "acme")).Status);
        Assert.Equal(["Bearer key-of-acme", "Bearer key-of-acme"], endpoint.TakeKeys());
    }

    [Fact]
    public async Task A_tenant_with_secrets_goes_by_force_alone_and_its_data_keys_leave_every_file()
    {
        string[] kept;
        await using (RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path))
        {
            string operatorToken = gateway.Token("platform", "operator.admin");
            await SecretCalls.PutAsync(gateway, "acme", Name, "key-of-acme");
            string owner = (await gateway.SendAsync("POST", "/api/v1/tenants", operatorToken, """{"id":"umbrella","name":"Umbrella"}""")).Member("platform_api_key");
            Assert.Equal(204, (await gateway.SendAsync("PUT", $"{SecretCalls.Route}/{Name}", owner, SecretCalls.Body("key-of-umbrella"))).Status);
            kept = [.. Runs(Ask("SELECT body FROM tenancy_secret_keys WHERE tenant_id = 'umbrella'")), .. Runs(Ask("SELECT body FROM tenancy_secrets WHERE tenant_id = 'umbrella'"))];
            Assert.NotEmpty(DatabaseFile.Find(_folder.Path, kept));

            Answer refused = await gateway.SendAsync("DELETE", "/api/v1/tenants/umbrella", operatorToken);
            Assert.Equal((409, "conflict"), (refused.Status, refused.Code));
            Assert.Equal(200, (await gateway.SendAsync("DELETE", "/api/v1/tenants/umbrella?force=true&reason=over", operatorToken)).Status);

            Assert.Equal("0", Ask("SELECT (SELECT count(*) FROM tenancy_secrets WHERE tenant_id = 'umbrella') + (SELECT count(*) FROM tenancy_secret_keys WHERE tenant_id = 'umbrella')"));
            Assert.Equal("1", Ask("SELECT count(*) FROM tenancy_secret_keys WHERE tenant_id = 'acme'"));
        }

        await using RunningGateway later = await RunningGateway.StartInAsync(_folder.Path);
        Assert.Empty(DatabaseFile.Find(_folder.Path, kept));
    }

    [Fact]
    public async Task In_PostgreSQL_they_are_kept_rotated_and_shredded_too()
    {
        string database = cluster.NewDatabase();
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync();
        await using (RunningGateway first = await RunningGateway.StartInAsync(_folder.Path, database, endpoint.For("acme")))
        {
            await SecretCalls.PutAsync(first, "acme", Name, "key-of-acme");
            await SecretCalls.PutAsync(first, "globex", "only-of-globex", "key-of-globex");
            Assert.Equal(204, (await first.SendAsync("POST", $"{SecretCalls.Route}/{Name}/rotate", first.Admin("acme"), SecretCalls.Body("second-key-of-acme"))).Status);
        }

        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path, database, endpoint.For("acme"));
        Assert.Equal(200, (await ChatAsync(gateway, "acme")).Status);
        Assert.Equal(["Bearer second-key-of-acme"], endpoint.TakeKeys());
        Assert.Equal(404, (await gateway.SendAsync("DELETE", $"{SecretCalls.Route}/only-of-globex", gateway.Admin("acme"))).Status);
        Assert.Equal(200, (await gateway.SendAsync("DELETE", "/api/v1/tenants/globex?force=true&reason=over", gateway.Token("platform", "operator.admin"))).Status);

        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT string_agg(tenant_id, ',' ORDER BY tenant_id) FROM (SELECT tenant_id FROM tenancy_secrets UNION SELECT tenant_id FROM tenancy_secret_keys) AS kept", connection);

        // The platform's is the check value of the key.
        Assert.Equal("acme,platform", await command.ExecuteScalarAsync());
    }

    public void Dispose()
    {
        _folder.Dispose();
        _other.Dispose();
    }

    private static Task<Answer> ChatAsync(RunningGateway gateway, string tenant) => gateway.SendAsync("POST", "/api/v1/chat", gateway.Member(tenant), """{"message":"hello"}""");

    // What is sealed or wrapped; ids are shorter.
    private static IEnumerable<string> Runs(string body) => body.Split('"', '.', ':', ',', '{', '}', '[', ']').Where(static part => part.Length >= 30);

    private async Task PutInAsync(ModelEndpoint endpoint)
    {
        await using RunningGateway gateway = await RunningGateway.StartInAsync(_folder.Path, services: endpoint.For("acme"));
        await SecretCalls.PutAsync(gateway, "acme", Name, "key-of-acme");
    }

    private string Ask(string sql)
    {
        using SqliteConnection connection = DatabaseFile.Open(_folder.Path);
        return $"{DatabaseFile.Ask(connection, sql)}";
    }
}
