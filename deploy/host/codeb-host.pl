#!/usr/bin/perl
# codeb-host: all that the services' SSH key may do on a host. It is the key's forced command in root's authorized_keys:
#   restrict,command="/usr/lib/codeb/current/host/codeb-host" ssh-ed25519 AAAA...
# It takes the words of SSH_ORIGINAL_COMMAND apart, as CodeB writes them (Words.java) and in no other way, and runs them, without
# a shell, only when they are what CodeB sends: one of the scripts at this file's end, byte by byte, or one of a few programs;
# each argument of the form that it has there. All else is refused with 126, one sentence, and a line in the system's log. Neither
# holds a word's contents: they may be secret.
# deploy/build-codeb-host puts the defaults and the scripts to this file. It needs nothing but perl-base.
#   codeb-host [--settings FILE] [--log FILE]   FILE has lines name=value with the services' own names (codeb.app.docker, codeb.paths.root, ...);
#       those that do not matter here are passed over. Without the option: /etc/codeb/host.conf, or the defaults when it is missing.
#       --log: each refusal is written there, too.
#   codeb-host --list              prints the scripts' names
use strict;
use warnings;

my %setting = (
    'codeb.base-domain' => '',
    #DEFAULTS#
);
my $longest = 120_000;    # Linux gives no program a longer word, so not SSH_ORIGINAL_COMMAND either.
my $seconds = 86_400;

my (%scripts, @words);
read_scripts();
my $file = '/etc/codeb/host.conf';
my ($named, $listed, $log) = (0, 0, undef);
while (@ARGV) {
    my $option = shift @ARGV;
    if ($option eq '--settings' && @ARGV) { $file = shift @ARGV; $named = 1 }
    elsif ($option eq '--log' && @ARGV) { $log = shift @ARGV }
    elsif ($option eq '--list') { $listed = 1 }
    else { refuse('codeb-host was started with an option that it does not know. Correct its line in authorized_keys.') }
}
read_settings();

my $root = $setting{'codeb.paths.root'};
my $sites = $setting{'codeb.paths.sites'};
my $routes = $setting{'codeb.paths.routes'};
my @docker = split ' ', $setting{'codeb.app.docker'};
my ($socket) = map { m{\A(?:.*=)?unix://(.*)\z}s ? $1 : () } @docker;
$socket = '/var/run/docker.sock' unless defined $socket;
my @admin = $setting{'codeb.app.caddy.admin'} =~ m{\Aunix/(.*)\z}s
    ? ('--unix-socket', $1, '-H', 'Host;', 'http://caddy/reverse_proxy/upstreams')
    : ("http://$setting{'codeb.app.caddy.admin'}/reverse_proxy/upstreams");

my $project = qr/[a-z][a-z0-9-]{0,62}/;
my $environment = qr/production|staging/;
my $env_name = qr/\.env(?:\.staging)?/;
my $made = qr{/projects/$project/(?:\.env\.(?:$environment)|releases/(?:$environment)/[0-9a-f]{12})};
my $host = qr/[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?!\.)){0,252}|[0-9a-f]*:[0-9a-f:]{1,40}/;
my $image = qr{(?:[A-Za-z0-9]|\[[A-Fa-f0-9:]+\])[A-Za-z0-9._/:@-]{0,600}};
my $container = qr/[A-Za-z0-9][A-Za-z0-9_.-]{0,200}/;
my $path = qr{/[\x21-\x7e]{0,1000}};

# What an argument may be: an expression for the whole word, or a question.
my %types = (
    number => qr/[0-9]{1,15}/,
    empty => qr//,
    absent => qr/absent/,
    lock => qr/-[sx]/,
    hash => qr/[0-9a-f]{8,64}/,
    versions => qr/(?:[0-9a-f]{12}(?: [0-9a-f]{12})*)?/,
    folder => qr{/(?:(?!\.\.?(?:/|\z))[A-Za-z0-9._-]+(?:/|\z))*},
    slot => qr/blue|green/,
    slots => qr/(?:(?:blue|green)(?: (?:blue|green))?)?/,
    route => qr/none|blue|blue-green|green|green-blue/,
    host => $host,
    label => qr/[A-Za-z0-9_*](?:[A-Za-z0-9_-]|\.(?!\.)){0,252}/,
    addresses => qr/[0-9. ]*/,
    path => $path,
    url => qr{http://127\.0\.0\.1:[0-9]{1,5}$path},
    process => qr{[0-9]{1,10}:[0-9]{0,5}:(?:$path)?},
    container => $container,
    operation => qr/[A-Za-z0-9][A-Za-z0-9_-]{0,100}/,
    image => $image,
    'image-host' => qr/[A-Za-z0-9][A-Za-z0-9.:-]{0,252}/,
    user => qr/[^-\x00-\x1f\x7f][^\x00-\x1f\x7f]{0,252}/,
    since => qr/-?[0-9]{1,12}s?/,
    ports => qr/[0-9]{1,5}(?:,[0-9]{1,5})*/,
    places => qr{[A-Za-z0-9._:/ -]*},
    template => qr/[^-].{0,1000}/s,
    'fence-file' => below($root, qr{/registry/fences/$project-(?:$environment)}),
    'env-file' => below($root, qr{/env/$project/$env_name}),
    'backup-folder' => below($root, qr{/env-backup/$project}),
    'backup-prefix' => qr/$env_name\./,
    'backup-file' => below($root, qr{/env-backup/$project/$env_name\.[0-9]{1,15}}),
    'made-file' => below($root, $made),
    'exports-file' => below($root, qr{$made\.export}),
    'release-folder' => below($root, qr{/projects/$project/releases/(?:$environment)}),
    'images-list' => below($root, qr{/projects/$project/images\.(?:$environment)}),
    'project-folder' => below($root, qr{/(?:env|env-backup|projects)/$project|/projects/$project/releases(?:/(?:$environment))?}),
    'site-file' => below($sites, qr{/$project\.caddy}),
    markers => below($routes, qr{/$project-(?:$environment)}),
    state => below($routes, qr{/\.states/(?:none|blue|blue-green|green|green-blue)}),
    (map { $_->[0] => is($setting{$_->[1]}) } (
        [routes => 'codeb.paths.routes'], [sites => 'codeb.paths.sites'], [caddyfile => 'codeb.paths.caddyfile'],
        ['ca-file' => 'codeb.app.caddy.ca-file'], [network => 'codeb.isolation.network'], [bridge => 'codeb.isolation.bridge'],
        [subnet => 'codeb.isolation.subnet'],
    )),
    (map { $_->[0] => is($setting{$_->[1]}, line(split ' ', $setting{$_->[1]})) } (
        ['docker-line' => 'codeb.app.docker'], ['pdnsutil-line' => 'codeb.storage.dns.pdnsutil'],
        ['pdns-control-line' => 'codeb.storage.dns.pdns-control'], ['adapt-line' => 'codeb.app.caddy.adapt'],
        ['reload-line' => 'codeb.app.caddy.reload'],
    )),
    socket => is($socket),
    zone => $setting{'codeb.base-domain'} eq '' ? $host : is($setting{'codeb.base-domain'}),
);

# The options of `docker create`: what may follow each.
my %create = (
    '--name' => $container,
    '--restart' => qr/no/,
    '--label' => qr/codeb\.(?:project|environment|slot|version|operation)=[^\x00-\x1f]{0,300}/,
    '--network' => $types{network},
    '-p' => qr/127\.0\.0\.1:[0-9]{4,5}:[0-9]{1,5}/,
    '--memory' => qr/[0-9.]+[bkmgBKMG]?[bB]?/,
    '--cpus' => qr/[0-9.]+/,
    '--pids-limit' => qr/[1-9][0-9]{0,8}/,
    '--security-opt' => qr/no-new-privileges/,
    '--cap-drop' => qr/ALL/,
    '--cap-add' => qr/CHOWN|DAC_OVERRIDE|FOWNER|FSETID|KILL|NET_BIND_SERVICE|SETGID|SETUID/,
    '--log-driver' => qr/json-file/,
    '--log-opt' => qr/max-size=10m|max-file=3/,
    '--health-cmd' => qr/.{1,4000}/s,
    '--health-interval' => qr/[0-9]+s/,
    '--health-timeout' => qr/[0-9]+s/,
    '--env-file' => $types{'made-file'},
);
my @needed = ('--name', '--network', '--memory', '--cpus', '--pids-limit', '--security-opt');
push @needed, '--cap-drop' if $setting{'codeb.deploy.drop-capabilities'} ne 'false';

# Every other command of Docker's, word for word.
my @docker_forms = (
    ['update', qr/--restart=(?:always|no)/, $container],
    ['stop', '-t', qr/[0-9]{1,5}/, $container],
    ['ps', '-a', '--no-trunc', '--filter', qr/label=codeb\.project(?:=$project)?/, '--format', $types{template}],
    ['image', 'inspect', '--format', $types{template}, $image],
    ['info', '--format', $types{template}],
);
my ($caddy) = split ' ', $setting{'codeb.app.caddy.adapt'};
my @forms = (
    ['true'],
    ['cat', $types{'images-list'}],
    ['rm', '-f', either($types{'images-list'}, $types{'backup-file'})],
    ['rm', '-f', $types{'made-file'}, $types{'exports-file'}],
    ['test', '-h', below($routes, qr{/$project-(?:$environment)/live}, 1)],
    [is($caddy), 'version'],
);

if ($listed) {
    my @all = map { @$_ } values %scripts;
    for my $type (map { split /[,|]/ } map { s/\*\z//r } map { @{ $_->{form} } } @all) {
        exists $types{$type} || $type =~ /\A(?:docker|command\??|caddy-admin)\z/ or die "codeb-host: no type $type\n";
    }
    print map { "$_->{name}\n" } sort { $a->{name} cmp $b->{name} } @all;
    exit;
}

my $line = $ENV{SSH_ORIGINAL_COMMAND};
refuse('This key gets no shell: it only runs what CodeB sends.') unless defined $line && $line ne '';
refuse('This command is too long for codeb-host.') if length $line > $longest;
@words = taken_apart($line) or refuse('These are no words as CodeB writes them.');
refuse_word(0) unless @words > 4 && "@words[0 .. 2]" eq 'timeout -k 5' && is_number($words[3], $seconds);
check(4, 1, 0);

# Only what names this account goes on: variables that a client, or an account's own files, set do not.
my %kept = map { $_ => $ENV{$_} } grep { defined $ENV{$_} } qw(PATH HOME USER LOGNAME SHELL);
%ENV = (PATH => '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', %kept);
exec { $words[0] } @words or refuse("timeout cannot be started: $!.");

# check AT FENCE DEPTH: the words from AT on are one command of CodeB's. FENCE: whether it may be a fence.
sub check {
    my ($at, $fence, $depth) = @_;
    refuse_word($at) if $at > $#words || $depth > 4;
    my @rest = @words[$at .. $#words];
    return check_script($at, $fence, $depth) if $rest[0] eq 'sh';
    for my $form (@forms) { return if fits($form, @rest) }
    return check_docker($at + @docker) if starts_with_docker(@rest);
    refuse_word($at);
}

sub check_script {
    my ($at, $fence, $depth) = @_;
    refuse_word($at) unless $#words >= $at + 3 && $words[$at + 1] eq '-c';
    my ($text, $name) = @words[$at + 2, $at + 3];
    my ($script) = grep { $_->{text} eq $text } @{ $scripts{$name} || [] };
    refuse_word($at) unless $script;
    my $next = $at + 4;
    my $end = $#words;
    my @form = @{ $script->{form} };
    my $last = @form ? $form[-1] : '';
    if ($last eq 'docker') {
        pop @form;
        $end -= @docker;
        refuse_word($at) if $end < $next - 1;
        refuse_word($end + 1) unless starts_with_docker(@words[$end + 1 .. $#words]);
    } elsif ($last =~ /\Acommand/ || $last eq 'caddy-admin') {
        pop @form;
    }
    for my $form (@form) {
        if ($form =~ s/\*\z//) {
            my @types = split /,/, $form;
            while ($next + $#types <= $end) { check_type($_, $next++) for @types }
            last;
        }
        refuse_word($at) if $next > $end;
        check_type($form, $next++);
    }
    if ($last eq 'caddy-admin') {
        refuse_word($next) unless "@admin" eq "@words[$next .. $end]" && @admin == $end - $next + 1;
    } elsif ($last =~ /\Acommand/) {
        my $is_fence = $script->{name} eq 'operations/run/fence.sh';
        refuse_word($at) if $is_fence && !$fence;
        refuse_word($at) if $is_fence && grep { !is_number($_, $seconds) } @words[$next - 2, $next - 1];
        return if $last eq 'command?' && $next > $end;
        check($next, $fence && !$is_fence, $depth + 1);
    } elsif ($next <= $end) {
        refuse_word($next);
    }
}

sub check_type {
    my ($type, $at) = @_;
    for my $one (split /\|/, $type) {
        die "codeb-host: no type $one\n" unless exists $types{$one};
        return if fits([$types{$one}], $words[$at]);
    }
    refuse_word($at);
}

sub check_docker {
    my ($at) = @_;
    my @rest = @words[$at .. $#words];
    for my $form (@docker_forms) { return if fits($form, @rest) }
    refuse_word($at) unless @rest && $rest[0] eq 'create';
    my %seen;
    my $next = $at + 1;
    while ($next < $#words) {
        my ($option, $value) = @words[$next, $next + 1];
        refuse_word($next) unless exists $create{$option};
        refuse_word($next) if $seen{$option}++ && $option !~ /\A--(?:label|cap-add|log-opt)\z/;
        refuse_word($next + 1) unless fits([$create{$option}], $value);
        $next += 2;
    }
    refuse_word($at) if $next != $#words || grep { !$seen{$_} } @needed;
    refuse_word($next) unless fits([$image], $words[$next]);
}

sub starts_with_docker {
    return 0 if @_ < @docker;
    for my $i (0 .. $#docker) { return 0 if $_[$i] ne $docker[$i] }
    return 1;
}

# fits FORM WORDS: as many, each the word itself, matched as a whole, or answered with yes.
sub fits {
    my ($form, @given) = @_;
    return 0 unless @$form == @given;
    for my $i (0 .. $#given) {
        my ($wanted, $word) = ($form->[$i], $given[$i]);
        my $fit = ref $wanted eq 'CODE' ? $wanted->($word) : ref $wanted ? $word =~ /\A(?:$wanted)\z/ : $word eq $wanted;
        return 0 unless $fit;
    }
    return 1;
}

sub is { my @same = @_; return sub { my ($word) = @_; return scalar grep { $_ eq $word } @same } }
sub either { my @questions = @_; return sub { my ($word) = @_; return scalar grep { $_->($word) } @questions } }
sub is_number { my ($word, $most) = @_; return $word =~ /\A[0-9]{1,9}\z/ && $word <= $most }

# below FOLDER FORM [LINK]: a path below one of CodeB's folders, on which no link leads elsewhere; with LINK its last name may be one.
sub below {
    my ($folder, $form, $link) = @_;
    return sub {
        my ($word) = @_;
        return 0 unless substr($word, 0, length $folder) eq $folder;
        my $rest = substr $word, length $folder;
        return 0 unless $rest =~ /\A(?:$form)\z/;
        my $place = $folder;
        my @names = split m{/}, substr $rest, 1;
        pop @names if $link;
        for my $name (@names) { $place .= "/$name"; return 0 if -l $place }
        return 1;
    };
}

# The opposite of Words.line, for its words only: plain, or in '...' with '\'' for a quote, one blank between two.
sub taken_apart {
    my ($text) = @_;
    my @found;
    while ($text =~ m{\G(?:([A-Za-z0-9_./:@%+=,-]+)|'((?:[^']|'\\'')*)')( |\z)}gc) {
        my ($word, $quoted, $end) = ($1, $2, $3);
        if (!defined $word) { $word = $quoted; $word =~ s/'\\''/'/g }
        push @found, $word;
        return @found if $end eq '' && pos($text) == length $text && line(@found) eq $text;
        return if $end eq '';
    }
    return;
}

# What Words.line makes of words.
sub line {
    return join ' ', map { my $word = $_; m{\A[A-Za-z0-9_./:@%+=,-]+\z} ? $word : do { $word =~ s/'/'\\''/g; "'$word'" } } @_;
}

sub refuse_word {
    my ($at) = @_;
    my ($program) = ($words[4] // '') =~ m{\A([A-Za-z0-9_./-]{1,60})\z};
    if (defined $program && $program eq 'sh') {
        my @names = grep { defined && exists $scripts{$_} } @words[map { $_ + 3 } grep { $words[$_] eq 'sh' } 4 .. $#words - 3];
        $program = @names ? "sh, script $names[-1]" : 'sh';
    }
    refuse(sprintf 'This key may not run %s in this way: word %d is not as CodeB sends it.', $program // 'this program', $at + 1);
}

sub refuse {
    my ($why) = @_;
    print STDERR "codeb-host: $why\n";
    my ($from) = ($ENV{SSH_CONNECTION} // '') =~ /\A([0-9A-Fa-f.:]+) /;
    $ENV{PATH} = '/usr/sbin:/usr/bin:/sbin:/bin';
    my $told = 'refused' . (defined $from ? " (from $from)" : '') . ": $why";
    if (defined $log && open my $out, '>>', $log) { print $out "$told\n"; close $out }
    system { 'logger' } 'logger', '-t', 'codeb-host', '-p', 'auth.warning', $told;
    exit 126;
}

sub read_settings {
    my $in;
    if (!open $in, '<', $file) {
        return if !$named && $!{ENOENT};
        refuse('Its settings cannot be read. Correct its line in authorized_keys.');
    }
    my (undef, undef, $mode, undef, $owner) = stat $in;
    refuse("Its settings can be changed by others than root: chown root and chmod go-w $file.") if ($owner != 0 && $owner != $>) || $mode & 022;
    while (my $text = <$in>) {
        next unless $text =~ /\A\s*(codeb\.[a-z.-]+?)\s*[=:]\s*(.*?)\s*\z/s && exists $setting{$1};
        my ($name, $value) = ($1, $2);
        refuse("Its setting $name has a backslash or a \$, which it does not read. Write the value itself into $file.") if $value =~ /[\\\$]/;
        $setting{$name} = $value;
    }
    close $in;
}

# At the end of this file: for each script one line with its length, name and form, then its text.
sub read_scripts {
    binmode DATA;
    while (my $head = <DATA>) {
        my ($length, $name, @form) = split ' ', $head;
        read(DATA, my $text, $length) == $length or die "codeb-host: this file is not whole\n";
        <DATA>;
        push @{ $scripts{ $name =~ m{([^/+]+)\z} ? $1 : '' } }, { name => $name, text => $text, form => \@form };
    }
}

