# A controller that does nothing: says what a real one says, writes down what it hears.
# Arguments: a folder to work in; "silent" to be never ready, "deaf" to ignore SIGTERM and the end of input, "durable"
# to keep its ledger in a file; the ports it is to listen on.
folder=$1
mode=$2
echo "$3 $4" >>"$folder/ports"
ledger=memory
[ "$mode" = durable ] && ledger=/some/file
[ "$mode" = deaf ] && trap '' TERM
mkfifo "$folder/registrations" 2>/dev/null
exec 3<>"$folder/registrations"
echo "hello from the controller"
ports='"port":4242,"managementHost":"127.0.0.1","managementPort":4243'
ready='{"host":"127.0.0.1",'$ports',"pid":'$$',"started":"2026-01-02T03:04:05Z","version":"fake","ledger":"'$ledger'"}'
[ "$mode" = silent ] || echo "@stoker ready $ready"
id=0
heard=
instance=
while :; do # a read that times out may have taken half a line: it is kept
  if read -r -t 0.05 part; then
    echo "$heard$part" >>"$folder/heard"
    heard=
  elif [ $? -gt 128 ]; then
    heard=$heard$part
  elif [ "$mode" != deaf ]; then
    echo "end of input" >>"$folder/heard"
    exit 0
  fi
  while read -r -t 0.02 part <&3; do
    echo "@stoker engine-registered $id $instance$part"
    instance=
    id=$((id + 1))
  done
  instance=$instance$part
done
