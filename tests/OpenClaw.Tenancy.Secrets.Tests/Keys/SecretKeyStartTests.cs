using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.Secrets.Tests.Files;
using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Keys;

/// <summary>A key that is none refuses the start, and the message says what to do and nothing of what was found.</summary>
public sealed class SecretKeyStartTests : IDisposable
{
    private const string Generator = "openssl rand -base64 32";

    private static readonly Dictionary<string, (string Text, string Fix)> Bad = new()
    {
        ["empty"] = ("", "Restore it from a backup"),
        ["white space"] = (" \n\n", Generator),
        ["short"] = (Convert.ToBase64String(Enumerable.Range(0, 31).Select(static i => (byte)(i * 37 % 251)).ToArray()), Generator),
        ["no key"] = ("-----BEGIN PRIVATE KEY-----", Generator),
        ["zeros"] = (Convert.ToBase64String(new byte[32]), Generator),
        ["repeated"] = (string.Concat(Enumerable.Repeat("a71c", 16)), Generator),
        ["counting"] = (Convert.ToHexString([.. Enumerable.Range(1, 32).Select(static i => (byte)i)]), Generator),
        ["text"] = (Convert.ToBase64String("correct horse battery staple 4711"u8), Generator),
        ["words"] = ("correcthorsebatterystaplecorrecthorsebatterystap", Generator),
        ["broken base64"] = ("correcthorsebatterystaplecorrecthorsebatterysta", Generator),
        ["broken padding"] = ("q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA===", Generator),
        ["too large"] = (new string('A', 5000), "Check the path"),
    };

    private readonly KeyPlaces _places = new();

    public static TheoryData<string> Names { get; } = [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task File_that_holds_no_key_is_refused(string name)
    {
        string path = _places.Write(Bad[name].Text);
        foreach (Action<TenancyBuilder> keys in (Action<TenancyBuilder>[])[b => b.AddSecretKeyFile(path), b => b.AddEphemeralSecretKey().AddRetiredSecretKeyFile(path)])
        {
            string error = Assert.Single(await ErrorsAsync(keys));
            Assert.Contains($"The key file '{path}' of secrets ", error, StringComparison.Ordinal);
            Says(Bad[name].Fix, Bad[name].Text, error);
        }

        Assert.Equal(Bad[name].Text, File.ReadAllText(path));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Variable_that_holds_no_key_is_refused(string name)
    {
        string variable = $"OPENCLAW_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(variable, Bad[name].Text);
        try
        {
            foreach (Action<TenancyBuilder> keys in (Action<TenancyBuilder>[])[b => b.AddSecretKeyEnvironment(variable), b => b.AddEphemeralSecretKey().AddRetiredSecretKeyEnvironment(variable)])
            {
                string error = Assert.Single(await ErrorsAsync(keys));
                Assert.Contains($"The variable '{variable}' for the key of secrets ", error, StringComparison.Ordinal);
                Says(Generator, Bad[name].Text, error);
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public async Task Variable_that_is_not_set_is_refused() =>
        Assert.Contains($"is not set. Make one with '{Generator}'", Assert.Single(await ErrorsAsync(b => b.AddSecretKeyEnvironment($"OPENCLAW_TEST_{Guid.NewGuid():N}"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("640")]
    [InlineData("604")]
    [InlineData("644")]
    [InlineData("620")]
    [InlineData("602")]
    [InlineData("610")]
    [InlineData("601")]
    public async Task File_that_others_may_reach_is_refused(string mode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Modes are for Unix alone.");
        string text = KeyPlaces.Key();
        _places.Write(text, mode);
        Says("chmod 600", text, Assert.Single(await ErrorsAsync(b => b.AddSecretKeyFile(_places.Path))));

        _places.Write(text, "400");
        Assert.Empty(await ErrorsAsync(b => b.AddSecretKeyFile(_places.Path)));
    }

    [Fact]
    public async Task Link_is_refused_wherever_it_leads()
    {
        string real = Path.Combine(_places.Folder, "real.key");
        _places.Link(real);
        Says("Name the file that it leads to", null, Assert.Single(await ErrorsAsync(b => b.AddSecretKeyFile(_places.Path))));
        Assert.False(File.Exists(real));

        Assert.Empty(await ErrorsAsync(b => b.AddSecretKeyFile(real)));
        Says("Name the file that it leads to", File.ReadAllText(real), Assert.Single(await ErrorsAsync(b => b.AddSecretKeyFile(_places.Path))));
    }

    [Fact]
    public async Task Pipe_is_refused_and_waited_for_by_nobody()
    {
        string path = _places.Pipe();
        Says("Restore it from a backup", null, Assert.Single(await Task.Run(() => ErrorsAsync(b => b.AddSecretKeyFile(path))).WaitAsync(Size.Hang)));
    }

    [Fact]
    public async Task Folder_and_device_are_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It names a device of Unix.");
        Says("Choose a path", null, Assert.Single(await ErrorsAsync(b => b.AddSecretKeyFile(_places.Folder))));
        Says("Restore it from a backup", null, Assert.Single(await ErrorsAsync(b => b.AddSecretKeyFile("/dev/zero"))));
    }

    [Fact]
    public async Task Line_of_another_keys_id_is_refused()
    {
        Assert.Empty(await ErrorsAsync(b => b.AddSecretKeyFile(_places.Path)));
        string[] lines = File.ReadAllLines(_places.Path);
        string key = KeyPlaces.Key();
        _places.Write($"{key}\n{lines[1]}\n");
        Says("Restore it from a backup", key, Assert.Single(await ErrorsAsync(b => b.AddSecretKeyFile(_places.Path))));
    }

    [Fact]
    public async Task Number_of_keys_that_wrap_is_one()
    {
        _places.Write(KeyPlaces.Key());
        Says("AddSecretKeyFile(...)", null, Assert.Single(await ErrorsAsync(b => b.AddRetiredSecretKeyFile(_places.Path))));
        Says("AddRetiredSecretKeyFile(...)", null, Assert.Single(await ErrorsAsync(b => b.AddSecretKeyFile(_places.Path).AddEphemeralSecretKey())));
        Says("UseSecretKeyWrapper(...)", null, Assert.Single(await ErrorsAsync(static _ => { })));
    }

    [Fact]
    public async Task Vault_that_lasts_takes_a_key_that_does()
    {
        using var directories = new VaultDirectories();
        await using VaultUnderTest vault = directories.Open();
        Says("AddSecretKeyFile(...)", null, Assert.Single(await ErrorsAsync(static b => b.AddEphemeralSecretKey(), vault)));
        Assert.Equal(["no keys"], await vault.Whole(TenantId.Platform));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Key_of_another_vault_is_found_at_the_start(bool inEnvironment)
    {
        using var directories = new VaultDirectories();
        await using VaultUnderTest vault = directories.Open();
        string variable = $"OPENCLAW_TEST_{Guid.NewGuid():N}";
        string right = KeyPlaces.Key();
        string wrong = KeyPlaces.Key();
        Action<TenancyBuilder> Active(string text) => b =>
        {
            Environment.SetEnvironmentVariable(variable, text);
            _ = inEnvironment ? b.AddSecretKeyEnvironment(variable) : b.AddSecretKeyFile(_places.Write(text));
        };
        try
        {
            Assert.Empty(await ErrorsAsync(Active(right), vault));
            string error = Assert.Single(await ErrorsAsync(Active(wrong), vault));
            Says("AddRetiredSecretKeyFile(...)", wrong, error);
            Says("Restore the key from a backup", right, error);

            // Named as the one that was used until now, it opens, and all keys can be wrapped by the new one.
            string older = _places.Write(right, name: "older.key");
            Assert.Empty(await ErrorsAsync(b => { Active(wrong)(b); b.AddRetiredSecretKeyFile(older); }, vault, static host => host.Rewrap.DangerousRewrapAllAsync("a test", CancellationToken.None)));
            Assert.Empty(await ErrorsAsync(Active(wrong), vault));
            Assert.Single(await ErrorsAsync(Active(right), vault));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public async Task Service_that_does_not_answer_at_the_start_refuses_it()
    {
        using var directories = new VaultDirectories();
        await using VaultUnderTest vault = directories.Open();
        Says("See to it, and start again", null, Assert.Single(await ErrorsAsync(static b => b.UseSecretKeyWrapper(static _ => new NamedWrapper("k")), vault)));
        Assert.Equal(["no keys"], await vault.Whole(TenantId.Platform));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("\u00e9")]
    [InlineData(null)]
    [InlineData("long")]
    public async Task Wrapper_without_an_id_that_can_be_kept_is_refused(string? id)
    {
        var wrapper = new NamedWrapper(id == "long" ? new string('a', 201) : id!);
        Says("ITenantKeyWrapper.KeyId", null, Assert.Single(await ErrorsAsync(b => b.UseSecretKeyWrapper(_ => wrapper))));
        Assert.Empty(await ErrorsAsync(static b => b.UseSecretKeyWrapper(static _ => new NamedWrapper(new string('a', 200)))));
    }

    public void Dispose() => _places.Dispose();

    private static void Says(string fix, string? text, string error)
    {
        Assert.Contains(fix, error, StringComparison.Ordinal);
        Assert.True(string.IsNullOrWhiteSpace(text) || !error.Contains(text.Trim(), StringComparison.Ordinal), "The message repeats the key.");
    }

    private static async Task<string[]> ErrorsAsync(Action<TenancyBuilder> keys, VaultUnderTest? vault = null, Func<SecretHost, ValueTask<SecretChange>>? use = null)
    {
        using var host = new SecretHost(vault?.Vault, keys);
        try
        {
            host.World.Services.GetRequiredService<IStartupValidator>().Validate();
            foreach (IHostedService service in host.World.Services.GetServices<IHostedService>())
            {
                await service.StartAsync(CancellationToken.None);
            }

            Assert.True(use is null || (await use(host)).IsDone);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
        catch (TenancyConfigurationException exception)
        {
            return [.. exception.Errors];
        }
    }
}
