using OpenClaw.Tenancy.Analyzers.Keys;
using OpenClaw.Tenancy.Analyzers.Tests.Support;

namespace OpenClaw.Tenancy.Analyzers.Tests.Keys;

/// <summary>OCT1103: keys and paths of tenants come from the partitioner.</summary>
public sealed class BuiltKeyTests
{
    [Theory]
    [InlineData("""string key = [|$"{id}:{text}"|]; s_any = key;""")]
    [InlineData("""string cacheKey = [|"tenant:" + id + ":" + text|]; s_any = cacheKey;""")]
    [InlineData("""string path = [|string.Format("data/{0}/{1}", id, text)|]; s_any = path;""")]
    [InlineData("""string prefix = [|string.Join('/', "tenants", id.ToString(), text)|]; s_any = prefix;""")]
    [InlineData("""string key = [|string.Concat(id.ToString(), "-", text)|]; s_any = key;""")]
    [InlineData("""s_any = [|Path.Combine("data", id.ToString(), text)|];""")]
    [InlineData("""s_any = [|Path.Join("data", $"{id}.db")|];""")]
    [InlineData("""s_any = [|Path.Combine("data", tenant.Tenant.ToString())|];""")]
    [InlineData("""s_any = File.ReadAllText([|$"data/{id}/notes.txt"|]);""")]
    [InlineData("""Directory.CreateDirectory([|"data/" + tenant.Tenant|]);""")]
    [InlineData("""var cache = new Dictionary<string, object>(); s_any = cache[[|$"{id}|{text}"|]];""")]
    [InlineData("""var cache = new Dictionary<string, object>(); cache.Add([|$"{id}/{text}"|], this);""")]
    [InlineData("""string own = id.ToString(); string key = [|own + "/" + text|]; s_any = key;""")]
    [InlineData("""TenantClaim claim = null!; string key = [|$"{claim.Tenant}/{text}"|]; s_any = key;""")]
    [InlineData("""TenantId? maybe = id; string key = [|$"{maybe?.ToString()}/{text}"|]; s_any = key;""")]
    public Task A_key_built_by_hand_is_reported(string body) => Expect.ReportsAsync<BuiltKeyAnalyzer>("OCT1103", Sources.InHandler(body));

    [Fact]
    public Task Also_what_a_member_gives_back() => Expect.ReportsAsync<BuiltKeyAnalyzer>("OCT1103", """
        public sealed class Cache(TenantId tenant)
        {
            private string Prefix => [|$"{tenant}:"|];
            private readonly string _folder = [|"data/" + tenant|];
            public string KeyOf(string name) => Prefix + name + _folder;
            public static string RowKey(TenantId tenant, string row) { return [|tenant + "#" + row|]; }
            public static void Name(TenantId tenant, Row row) => row.PartitionKey = [|"t_" + tenant|];
        }

        public sealed class Row
        {
            public string? PartitionKey { get; set; }
        }
        """);

    [Theory]
    [InlineData("""s_any = StorageKeyPartitioner.Encode(id, "uploads", text).Text;""")]
    [InlineData("""s_any = Path.Combine("data", TenantDatabaseNames.FileName(id));""")]
    [InlineData("""string path = Path.Combine("data", StorageKeyPartitioner.Encode(id, "uploads", text).ToRelativePath()); s_any = path;""")]
    [InlineData("""string message = $"runs of {id}"; s_any = message;""")]
    [InlineData("""string key = $"the key of {id}"; s_any = key;""")]
    [InlineData("""Console.WriteLine($"{id}: {text}");""")]
    [InlineData("""string scope = $"operator.read@{id}"; s_any = scope;""")]
    [InlineData("""string key = $"{text}:{text}"; s_any = key; s_any = Path.Combine("data", text);""")]
    [InlineData("""string key = id.ToString(); s_any = key; string other = $"{id}"; s_any = other;""")]
    [InlineData("""string path = $"https://{id}.example.com/{text}"; s_any = path;""")]
    [InlineData("""HttpContext web = null!; web.Request.Path = $"/tenants/{id}"; s_any = new PathString($"/tenants/{id}");""")]
    [InlineData("""var map = new Dictionary<TenantId, string>(); s_any = map[id];""")]
    public Task Other_texts_are_not(string body) => Expect.SilenceAsync<BuiltKeyAnalyzer>(Sources.InHandler(body));

    [Fact]
    public Task It_is_silenced_with_a_reason() => Expect.SilenceAsync<BuiltKeyAnalyzer>(Sources.InHandler("""
        #pragma warning disable OCT1103 // Reason: the key of another system, which nothing is stored under here.
        string key = $"{id}/{text}";
        #pragma warning restore OCT1103
        s_any = key;
        """));
}
