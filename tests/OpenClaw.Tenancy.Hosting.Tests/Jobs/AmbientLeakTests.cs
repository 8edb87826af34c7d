using System.Threading.Channels;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Jobs;

/// <summary>Whatever is started in a tenant's scope finds no tenant of its own; what it was handed is the right one, and dead when the scope has ended.</summary>
public sealed class AmbientLeakTests : IDisposable
{
    private readonly TestWorld _world = new(build: static b => b.Services.AddMemoryCache());

    private event Action? Raised;

    public static TheoryData<string> Ways =>
    [
        "Task.Run", "Task.Run without waiting", "Thread", "ThreadPool.QueueUserWorkItem", "ThreadPool.UnsafeQueueUserWorkItem", "SuppressFlow", "ExecutionContext.Run",
        "Timer", "PeriodicTimer", "Parallel.For", "Parallel.ForEachAsync", "Channel", "event", "CancellationToken.Register", "MemoryCache eviction", "hosted service", "ContinueWith",
    ];

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_is_started_inside_finds_none_and_what_it_was_handed_dies(string way)
    {
        // What it does: looks for a tenant where none was handed, and uses the one that was.
        var looks = new List<(bool Ambient, string? Handed)>();
        TenantContext? handed = null;
        void Look()
        {
            using IServiceScope own = _world.Services.CreateScope();
            bool ambient = own.ServiceProvider.GetRequiredService<TenantContext>().IsBound;
            string? seen;
            try
            {
                seen = handed!.Tenant.ToString();
            }
            catch (TenantScopeRequiredException)
            {
                seen = null;
            }

            lock (looks)
            {
                looks.Add((ambient, seen));
            }
        }

        Func<Task> afterwards = await RunAsync(TestWorld.Acme, async services =>
        {
            handed = services.GetRequiredService<TenantContext>();
            return await StartAsync(way, Look);
        });
        int inside = looks.Count;
        Assert.All(looks, static look => Assert.Equal((false, "acme"), look));

        // In the scope of another tenant, where a thread of the pool may have been the first one's.
        await RunAsync(TestWorld.Globex, async _ =>
        {
            await afterwards();
            return true;
        });

        Assert.True(looks.Count > inside, "Nothing was started behind the scope's end.");
        Assert.All(looks.Skip(inside), static look => Assert.Equal((false, null), look));
    }

    [Fact]
    public async Task Helper_that_gives_a_scope_its_tenant_has_given_it_to_its_caller_too()
    {
        using IServiceScope scope = _world.Services.CreateScope();

        await BindAsync(scope.ServiceProvider);

        Assert.Equal(TestWorld.Acme, scope.ServiceProvider.GetRequiredService<TenantContext>().Tenant);

        async Task BindAsync(IServiceProvider services)
        {
            await Task.Yield();
            services.GetRequiredService<ITenantContextFactory>().Bind(_world.Claim(TestWorld.Acme), permit: null, correlationId: null);
        }
    }

    [Fact]
    public async Task Threads_of_the_pool_remember_nobody()
    {
        await Parallel.ForAsync(0, 400, async (i, token) =>
        {
            TenantId tenant = i % 2 == 0 ? TestWorld.Acme : TestWorld.Globex;
            await RunAsync(tenant, async services =>
            {
                await Task.Yield();
                await Task.Run(() => Assert.Equal(tenant, services.GetRequiredService<TenantContext>().Tenant), token);
                using IServiceScope other = _world.Services.CreateScope();
                Assert.False(other.ServiceProvider.GetRequiredService<TenantContext>().IsBound);
                return true;
            });
        });
    }

    private async Task<T> RunAsync<T>(TenantId tenant, Func<IServiceProvider, Task<T>> work)
    {
        using IServiceScope scope = _world.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(_world.Claim(tenant), (services, _) => work(services), default);
    }

    /// <summary>Starts it inside the scope, looks there where it can, and gives what makes it go on behind the scope's end.</summary>
    private async Task<Func<Task>> StartAsync(string way, Action look)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        switch (way)
        {
            case "Task.Run":
                await Task.Run(look);
                return () => Task.Run(look);
            case "Task.Run without waiting":
                Task left = Task.Run(async () =>
                {
                    await gate.Task;
                    look();
                });
                return () => ReleaseAsync(left);
            case "ContinueWith":
                Task continued = gate.Task.ContinueWith(_ => look(), TaskScheduler.Default);
                return () => ReleaseAsync(continued);
            case "Thread":
                var thread = new Thread(() =>
                {
                    look();
                    gate.Task.Wait();
                    look();
                });
                thread.Start();
                return () => ReleaseAsync(Task.Run(thread.Join));
            case "ThreadPool.QueueUserWorkItem":
                return Queued(done => ThreadPool.QueueUserWorkItem(_ => done()));
            case "ThreadPool.UnsafeQueueUserWorkItem":
                return Queued(done => ThreadPool.UnsafeQueueUserWorkItem(_ => done(), null));
            case "SuppressFlow":
                using (ExecutionContext.SuppressFlow())
                {
                    Task unflowed = Task.Run(async () =>
                    {
                        await gate.Task;
                        look();
                    });
                    return () => ReleaseAsync(unflowed);
                }

            case "ExecutionContext.Run":
                ExecutionContext captured = ExecutionContext.Capture()!;
                ExecutionContext.Run(captured, _ => look(), null);
                return () =>
                {
                    ExecutionContext.Run(captured, _ => look(), null);
                    return Task.CompletedTask;
                };
            case "Timer":
                var ticked = new SemaphoreSlim(0);
                var timer = new Timer(_ =>
                {
                    look();
                    ticked.Release();
                }, null, 0, Timeout.Infinite);
                await ticked.WaitAsync();
                return async () =>
                {
                    timer.Change(0, Timeout.Infinite);
                    await ticked.WaitAsync();
                    await timer.DisposeAsync();
                };
            case "PeriodicTimer":
                var periodic = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
                await periodic.WaitForNextTickAsync();
                look();
                return async () =>
                {
                    await periodic.WaitForNextTickAsync();
                    look();
                    periodic.Dispose();
                };
            case "Parallel.For":
                Parallel.For(0, 8, _ => look());
                return () => Task.Run(() => Parallel.For(0, 8, _ => look()));
            case "Parallel.ForEachAsync":
                await Parallel.ForAsync(0, 8, (_, _) => Looked());
                return () => Parallel.ForAsync(0, 8, (_, _) => Looked());
            case "Channel":
                var channel = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { AllowSynchronousContinuations = true });
                Task reader = Task.Run(async () =>
                {
                    await foreach (Action item in channel.Reader.ReadAllAsync())
                    {
                        item();
                    }
                });
                return () =>
                {
                    channel.Writer.TryWrite(look);
                    channel.Writer.Complete();
                    return reader;
                };
            case "event":
                Raised += look;
                Raised();
                return () =>
                {
                    Raised();
                    Raised -= look;
                    return Task.CompletedTask;
                };
            case "CancellationToken.Register":
                var source = new CancellationTokenSource();
                source.Token.Register(look);
                return source.CancelAsync;
            case "MemoryCache eviction":
                IMemoryCache cache = _world.Services.GetRequiredService<IMemoryCache>();
                var options = new MemoryCacheEntryOptions();
                options.RegisterPostEvictionCallback((_, _, _, _) =>
                {
                    look();
                    gate.TrySetResult();
                });
                cache.Set("entry", "value", options);
                return () =>
                {
                    cache.Remove("entry");
                    return gate.Task;
                };
            case "hosted service":
                var service = new Waiting(gate.Task, look);
                await service.StartAsync(default);
                return () => ReleaseAsync(service.ExecuteTask!);
            default:
                throw new ArgumentException(way);
        }

        async Task ReleaseAsync(Task left)
        {
            gate.TrySetResult();
            await left;
        }

        Func<Task> Queued(Action<Action> queue) => () =>
        {
            var done = new TaskCompletionSource();
            queue(() =>
            {
                look();
                done.SetResult();
            });
            return done.Task;
        };

        ValueTask Looked()
        {
            look();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Waiting(Task gate, Action look) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await gate;
            look();
        }
    }
}
