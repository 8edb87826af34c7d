using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit.Reports;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Swaps;

/// <summary>Whoever can write to a store exchanges what is stored: fields of secrets, of their versions, of tenants and of data keys. What opens then is what belongs there.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public abstract class SwapContract
{
    private static readonly string[] Refusals =
        [nameof(SecretFault.Unreadable), nameof(SecretFault.NotFound), nameof(SecretFault.Revoked), nameof(SecretFault.Retired), nameof(SecretFault.Expired)];

    /// <summary>Whether each field is exchanged with each other one by default, and not with those of its own kind alone.</summary>
    protected virtual bool IsQuick => false;

    private protected abstract Stage Open();

    [Fact]
    public async Task Swapped_fields_of_secrets_open_nothing_that_does_not_belong_there()
    {
        using Stage stage = Open();
        await stage.FillAsync();
        using var count = new CaseCount("tampering/secrets", "readings after stored fields of secrets or data keys were exchanged");
        Assert.All(await ReadAll(stage), static r => Assert.Equal(Stage.ValueOf(r.Place.Tenant, r.Place.Name, r.Asked ?? 2), r.Read));
        (int opened, int refused) = (0, 0);
        foreach ((int i, int j) in Pairs(Stage.Places.Length))
        {
            ((TenantId Tenant, string Name) one, (TenantId Tenant, string Name) other) = (Stage.Places[i], Stage.Places[j]);
            foreach ((Field<StoredSecret> here, Field<StoredSecret> there) in Swaps(SecretFields.Of(2), i == j))
            {
                if (Field<StoredSecret>.Swapped(stage.Secrets[one], here, stage.Secrets[other], there) is not { } swapped)
                {
                    continue;
                }

                stage.Store(one.Tenant, one.Name, swapped.One);
                stage.Store(other.Tenant, other.Name, swapped.Other);
                foreach (((TenantId Tenant, string Name) place, StoredSecret shown) in (((TenantId, string), StoredSecret)[])[(one, swapped.One), (other, swapped.Other)])
                {
                    foreach (int? asked in (int?[])[null, 1, 2])
                    {
                        string read = await stage.Read(place.Tenant, place.Name, asked);
                        string what = $"{here} of {one} with {there} of {other}, asked for {asked} of {place}: {read}";
                        bool isOpen = !Refusals.Contains(read);
                        Assert.True(!isOpen || read == Stage.ValueOf(place.Tenant, place.Name, asked ?? 2), what);
                        Assert.True(!isOpen || Equals(Bound(shown, asked), Bound(stage.Secrets[place], asked)), what);
                        (opened, refused) = isOpen ? (opened + 1, refused) : (opened, refused + 1);
                    }
                }

                stage.Store(one.Tenant, one.Name, stage.Secrets[one]);
                stage.Store(other.Tenant, other.Name, stage.Secrets[other]);
            }
        }

        Assert.InRange(opened, 20, int.MaxValue);
        Assert.InRange(refused, 200, int.MaxValue);
        Assert.DoesNotContain(await ReadAll(stage), static r => Refusals.Contains(r.Read));
        count.Add(opened + refused);
        count.Held();
    }

    [Fact]
    public async Task Swapped_fields_of_data_keys_open_nothing_that_does_not_belong_there()
    {
        using Stage stage = Open();
        await stage.FillAsync();
        using var count = new CaseCount("tampering/secrets", "readings after stored fields of secrets or data keys were exchanged");
        (int opened, int refused) = (0, 0);
        TenantId[] tenants = [.. stage.Keys.Keys];
        foreach ((int i, int j) in Pairs(tenants.Length))
        {
            foreach ((Field<StoredDataKeys> here, Field<StoredDataKeys> there) in Swaps(KeyFields.Of(2), i == j))
            {
                if (Field<StoredDataKeys>.Swapped(stage.Keys[tenants[i]], here, stage.Keys[tenants[j]], there) is not { } swapped)
                {
                    continue;
                }

                Dictionary<TenantId, StoredDataKeys> shown = new(stage.Keys) { [tenants[i]] = swapped.One, [tenants[j]] = swapped.Other };
                Array.ForEach(tenants, t => stage.Store(t, shown[t]));
                foreach (((TenantId Tenant, string Name) place, int? asked, string read) in await ReadAll(stage))
                {
                    string what = $"{here} of {tenants[i]} with {there} of {tenants[j]}, asked for {asked} of {place}: {read}";
                    bool isOpen = read != nameof(SecretFault.Unreadable);
                    string keyId = stage.Secrets[place].Versions[(asked ?? 2) - 1].Envelope!.Split('.')[1];
                    Assert.True(!isOpen || read == Stage.ValueOf(place.Tenant, place.Name, asked ?? 2), what);
                    Assert.True(!isOpen || Equals(Bound(shown[place.Tenant], keyId), Bound(stage.Keys[place.Tenant], keyId)), what);
                    (opened, refused) = isOpen ? (opened + 1, refused) : (opened, refused + 1);
                }

                Array.ForEach(tenants, t => stage.Store(t, stage.Keys[t]));
            }
        }

        Assert.InRange(opened, 20, int.MaxValue);
        Assert.InRange(refused, 20, int.MaxValue);
        Assert.DoesNotContain(await ReadAll(stage), static r => Refusals.Contains(r.Read));
        count.Add(opened + refused);
        count.Held();
    }

    private IEnumerable<(Field<T> Here, Field<T> There)> Swaps<T>(Field<T>[] fields, bool isSame)
        where T : class =>
        from i in Enumerable.Range(0, fields.Length)
        from j in Enumerable.Range(0, fields.Length)
        where (!isSame || j > i) && (IsQuick || Size.IsLong || fields[i].Name == fields[j].Name)
        select (fields[i], fields[j]);

    private static IEnumerable<(int, int)> Pairs(int count) => from i in Enumerable.Range(0, count) from j in Enumerable.Range(i, count - i) select (i, j);

    private static async Task<List<((TenantId Tenant, string Name) Place, int? Asked, string Read)>> ReadAll(Stage stage)
    {
        var all = new List<((TenantId, string), int?, string)>();
        foreach ((TenantId tenant, string name) in Stage.Places)
        {
            foreach (int? asked in (int?[])[null, 1, 2])
            {
                all.Add(((tenant, name), asked, await stage.Read(tenant, name, asked)));
            }
        }

        return all;
    }

    // All that is bound into the sealed value that is asked for; a revision is not, and no version is beside another.
    private static object? Bound(StoredSecret secret, int? asked) =>
        (asked is null ? secret.Versions[^1] : secret.Versions.FirstOrDefault(v => v.Number == asked)) is { } version
            ? (secret.Tenant, secret.Name, secret.Series, secret.CreatedTicks, version)
            : null;

    private static object? Bound(StoredDataKeys keys, string id) => keys.Keys.FirstOrDefault(k => k.Id == id) is { } key ? (keys.Tenant, key.Id, key.WrappedBy, key.Wrapped) : null;
}
